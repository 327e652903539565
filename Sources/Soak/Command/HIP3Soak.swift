import ArgumentParser

@main
struct HIP3Soak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hip3-soak",
        abstract: "Drives an engine through a day, injects faults, and proves that each bit.",
        subcommands: [ExchangeCommand.self])
}
