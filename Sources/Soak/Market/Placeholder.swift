// SoakMarket
