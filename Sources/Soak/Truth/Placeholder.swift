// SoakTruth
