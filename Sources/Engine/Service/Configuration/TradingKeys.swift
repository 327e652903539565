/// Keys and tables that belong to a bot that trades. They are refused with their own word: somebody who copies
/// a trading bot's file here must learn that this engine only watches, and that a key has no place in it.
enum TradingKeys {
    private static let names: Set<String> = [
        "private_key", "privatekey", "secret", "secret_key", "api_key", "apikey", "api_secret", "api_wallet",
        "agent_key", "agent_wallet", "wallet", "wallet_address", "account", "account_address", "mnemonic",
        "seed_phrase", "vault_address", "signer", "trading", "execution", "orders", "order", "position",
        "positions", "leverage", "trade",
    ]
    private static let modes = ["trade", "trading", "execute", "execution"]

    static func isOne(_ key: String) -> Bool {
        let plain = key.lowercased().map { $0 == "-" ? "_" : String($0) }.joined()
        return names.contains(plain)
    }

    static func isTradingMode(_ mode: String) -> Bool {
        modes.contains { mode.lowercased().contains($0) }
    }

    static func refusal(_ key: String) -> String {
        "\(key) belongs to trading: this engine only watches and never holds a key; take it out of this file"
    }
}
