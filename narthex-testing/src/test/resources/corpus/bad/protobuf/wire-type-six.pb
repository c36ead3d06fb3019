
gN