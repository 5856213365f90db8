fetch syft.tar.gz https://github.com/anchore/syft/releases/download/v1.54.0/syft_1.54.0_linux_amd64.tar.gz \
  54a87372498168b2d033e876fd41fa4e8035b872699e525a57046e1f2f09c860
tar -xzf target/tools/syft.tar.gz -C target/tools syft
