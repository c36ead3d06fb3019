
gL