// SoakScenario
