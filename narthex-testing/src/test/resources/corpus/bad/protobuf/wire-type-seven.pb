
gO