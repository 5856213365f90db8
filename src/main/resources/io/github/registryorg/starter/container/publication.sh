@block.tags@
@block.place@
@block.fetchAttaching@
@block.cosign@
@block.oras@
@block.identity@
@block.publish@
