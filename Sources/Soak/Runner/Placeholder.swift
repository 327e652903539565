// SoakRunner
