export COSIGN_PRIVATE_KEY COSIGN_PASSWORD
COSIGN_PRIVATE_KEY=$(cat cosign.key)
read -rsp 'Password of cosign.key: ' COSIGN_PASSWORD
