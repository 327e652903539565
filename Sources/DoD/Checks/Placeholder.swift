// DoDChecks
