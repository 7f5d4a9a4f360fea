"""An area to try the program with as a supervisor: 37 communes, a year of their fictional work."""
