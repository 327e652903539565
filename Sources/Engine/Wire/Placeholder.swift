// EngineWire
