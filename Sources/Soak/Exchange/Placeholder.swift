// SoakExchange
