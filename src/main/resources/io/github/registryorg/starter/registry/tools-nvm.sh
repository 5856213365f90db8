nvm install 22
