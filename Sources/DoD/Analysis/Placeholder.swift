// DoDAnalysis
