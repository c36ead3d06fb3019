
gKD