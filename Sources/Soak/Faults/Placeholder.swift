// SoakFaults
