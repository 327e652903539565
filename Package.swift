// swift-tools-version: 6.2
import PackageDescription

// The house, room by room. A target is named folder + leaf, so that an import line says where the code
// lives; the arrows between them are the `dependencies` below and go one way only. `script/test` builds
// with the import check on, so an arrow that is not drawn here does not compile.

// Warnings are errors in `script/test` only, so that the next compiler does not break a user's first build.
let strict: [SwiftSetting] =
    Context.environment["HIP3_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + strict

func room(_ folder: String, _ leaf: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: folder + leaf, dependencies: dependencies, path: "Sources/\(folder)/\(leaf)",
        swiftSettings: settings)
}

func program(_ folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: folder + "Command", dependencies: dependencies, path: "Sources/\(folder)/Command",
        swiftSettings: settings)
}

func tests(_ folder: String, _ leaf: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(folder)\(leaf)Tests", dependencies: dependencies, path: "Tests/\(folder)/\(leaf)",
        swiftSettings: settings)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

/// Facts that belong to nobody: bounds of the allocator, a checksum, the layout of the clock page, zlib. No decision lives here.
let shared: [Target] = [
    .target(name: "CAllocator", path: "Sources/Shared/CAllocator"),
    .target(name: "CChecksum", path: "Sources/Shared/CChecksum"),
    .target(name: "CClockPage", path: "Sources/Shared/CClockPage"),
    .systemLibrary(
        name: "CZlib", path: "Sources/Shared/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSnappy", path: "Sources/Shared/CSnappy", providers: [.apt(["libsnappy-dev"])]),
]

let engine: [Target] = [
    room("Engine", "Core", []),
    .target(
        name: "CSimdjson", path: "Sources/Engine/CSimdjson",
        linkerSettings: [.linkedLibrary("simdjson")]),
    room("Engine", "Wire", ["EngineCore", "CSimdjson"]),
    room(
        "Engine", "Feed",
        ["EngineCore", "EngineWire", nio, nioHTTP, nioPosix, nioWebSocket, nioSSL, asyncHTTPClient]),
    room("Engine", "Store", ["EngineCore", "CChecksum", "CZlib"]),
    room(
        "Engine", "Service",
        [
            "EngineCore", "EngineWire", "EngineFeed", "EngineStore", "CAllocator", "CClockPage", "CChecksum",
            nio, nioPosix, hummingbird, lifecycle, logging, toml,
        ]),
    program("Engine", ["EngineService", "EngineStore", arguments]),
]

let soak: [Target] = [
    room("Soak", "Market", ["DoDCalendar"]),
    room("Soak", "Truth", []),
    .target(name: "CSocketBacklog", path: "Sources/Soak/CSocketBacklog"),
    room(
        "Soak", "Exchange",
        [
            "SoakMarket", "SoakTruth", "CClockPage", "CSocketBacklog", nio, nioHTTP, nioPosix, nioWebSocket,
            nioSSL,
        ]),
    .executableTarget(name: "soak-inject", path: "Sources/Soak/CInjector"),
    .target(name: "CLinuxCalls", path: "Sources/Soak/CLinuxCalls"),
    room("Soak", "Faults", ["CLinuxCalls"]),
    room("Soak", "Scenario", ["SoakFaults", toml]),
    room(
        "Soak", "Runner",
        ["SoakFaults", "SoakScenario", "CChecksum", "CClockPage"]),
    room(
        "Soak", "Venue",
        [
            "SoakExchange", "SoakMarket", "SoakRunner", nio, nioHTTP, nioPosix, nioWebSocket, nioSSL,
        ]),
    room(
        "Soak", "Observer",
        [
            "SoakVenue", "SoakTruth", "SoakExchange", "SoakRunner", "SoakFaults", "CChecksum", "CZlib", toml,
        ]),
    room(
        "Soak", "Preflight",
        ["SoakRunner", "SoakFaults", "CLinuxCalls", "DoDCalendar", nio, nioPosix, nioSSL, nioTLS]),
    room(
        "Soak", "Sweep", ["SoakRunner", "SoakFaults", "DoDFormat", "DoDChecks", "CChecksum", "CLinuxCalls"]),
    room(
        "Soak", "Status",
        [
            "SoakFaults", "DoDFormat", "DoDChecks", "DoDCalendar", "CLinuxCalls", nio, nioHTTP, nioPosix,
        ]),
    program(
        "Soak",
        [
            "SoakRunner", "SoakStatus", "SoakSweep", "SoakPreflight", "SoakVenue", "SoakObserver",
            "DoDCalendar",
            "SoakScenario",
            "SoakFaults",
            "SoakExchange", "SoakMarket", lifecycle, arguments,
        ]),
]

let judge: [Target] = [
    room("DoD", "Parquet", ["CSnappy", "CZlib"]),
    .target(name: "CCanonical", path: "Sources/DoD/CCanonical"),
    room("DoD", "Format", ["DoDParquet", "CCanonical", "CChecksum", "CZlib"]),
    room("DoD", "Calendar", []),
    room("DoD", "Analysis", ["DoDFormat", "DoDCalendar"]),
    room("DoD", "Checks", ["DoDFormat", "DoDCalendar", "DoDAnalysis", "CChecksum", toml]),
    room("DoD", "Repair", ["DoDFormat", "DoDParquet", "CChecksum"]),
    room("DoD", "Report", ["DoDFormat", "DoDCalendar", "DoDAnalysis", "DoDChecks", mustache]),
    program(
        "DoD",
        [
            "CAllocator", "DoDFormat", "DoDCalendar", "DoDAnalysis", "DoDChecks", "DoDRepair", "DoDReport",
            arguments,
        ]),
]

/// Programs that measure; no product, so that a release build does not make them.
let benchmarks: [Target] = [
    .target(name: "CAllocationCount", path: "Benchmarks/CAllocationCount"),
    .executableTarget(
        name: "engine-bench",
        dependencies: [
            "EngineCore", "EngineWire", "EngineStore", "SoakExchange", "SoakMarket", "CAllocationCount",
            arguments,
        ], path: "Benchmarks/Engine", swiftSettings: settings),
    .executableTarget(
        name: "dod-bench", dependencies: ["DoDCalendar", "CChecksum", arguments], path: "Benchmarks/DoD",
        exclude: ["Peers"],
        swiftSettings: settings),
]

let testTargets: [Target] = [
    // A program for tests of the injector: threads that append lines.
    .executableTarget(name: "soak-writer", path: "Tests/Soak/Writer"),
    // A program for tests of the harness: the engine with one bug.
    .executableTarget(
        name: "saboteur",
        dependencies: [
            "EngineService", "EngineStore", "EngineFeed", "EngineCore", "CChecksum", arguments,
        ],
        path: "Tests/House/Saboteur", swiftSettings: settings),
    tests("Engine", "Core", ["EngineCore"]),
    tests("Engine", "Wire", ["EngineWire", "EngineCore"]),
    tests(
        "Engine", "Feed",
        ["EngineFeed", "EngineWire", "EngineCore", nio, nioHTTP, nioPosix, nioWebSocket, nioSSL]),
    tests("Engine", "Store", ["EngineStore", "EngineCore", "CChecksum"]),
    tests(
        "Engine", "Service",
        ["EngineService", "EngineFeed", "EngineStore", "EngineWire", "EngineCore", "CClockPage", logging]),
    tests("Soak", "Market", ["SoakMarket", "DoDCalendar"]),
    tests("Soak", "Truth", ["SoakTruth", "SoakMarket"]),
    tests(
        "Soak", "Exchange",
        [
            "SoakExchange", "SoakMarket", "SoakTruth", "CClockPage", nio, nioHTTP, nioPosix, nioWebSocket,
            nioSSL,
        ]),
    tests("Soak", "Faults", ["SoakFaults"]),
    tests("Soak", "Scenario", ["SoakScenario", "SoakFaults"]),
    tests(
        "Soak", "Observer",
        ["SoakObserver", "SoakVenue", "SoakTruth", "SoakExchange", "SoakMarket", "SoakRunner", "CZlib"]),
    tests("Soak", "Venue", ["SoakVenue", "SoakExchange", "SoakMarket", "SoakRunner"]),
    tests(
        "Soak", "Preflight",
        ["SoakPreflight", "SoakRunner", "SoakExchange", "DoDCalendar", nio, nioPosix, nioSSL]),
    tests("Soak", "Status", ["SoakStatus", "SoakFaults", "DoDChecks", "DoDFormat", "DoDCalendar"]),
    tests("Soak", "Sweep", ["SoakSweep", "SoakRunner", "SoakFaults"]),
    tests("Soak", "Runner", ["SoakRunner", "SoakScenario", "SoakFaults", "CClockPage", "CChecksum"]),
    tests("DoD", "Parquet", ["DoDParquet"]),
    tests("DoD", "Format", ["DoDFormat", "CChecksum"]),
    tests("DoD", "Repair", ["DoDRepair", "DoDFormat"]),
    tests("DoD", "Calendar", ["DoDCalendar"]),
    tests("DoD", "Analysis", ["DoDAnalysis", "DoDFormat", "DoDCalendar"]),
    tests("DoD", "Checks", ["DoDChecks", "DoDFormat", "DoDCalendar", "DoDAnalysis", "CChecksum"]),
    tests("DoD", "Report", ["DoDReport", "DoDChecks", "DoDAnalysis", "DoDFormat", "DoDCalendar"]),
    // The only place that sees both sides: it holds the two declarations of each format together.
    tests(
        "House", "Contract",
        ["EngineCore", "EngineStore", "SoakTruth", "SoakMarket", "DoDFormat", "DoDCalendar"]),
    // Rules that a machine can hold.
    tests("House", "Tidy", []),
    // What brings the programs to a machine: image, unit, scripts.
    tests("House", "Deploy", [subprocess, "EngineCommand", "SoakCommand", "DoDCommand", "soak-inject"]),
    // Whole programs: processes, sockets, files, signals.
    tests(
        "House", "Rehearsal",
        [subprocess, "EngineCommand", "SoakCommand", "DoDCommand", "soak-inject", "saboteur", "engine-bench"]),
]

let package = Package(
    name: "hip3-soak",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "hip3-engine", targets: ["EngineCommand"]),
        .executable(name: "hip3-soak", targets: ["SoakCommand"]),
        .executable(name: "hip3-dod", targets: ["DoDCommand"]),
        .executable(name: "soak-inject", targets: ["soak-inject"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    ],
    targets: shared + engine + soak + judge + benchmarks + testTargets,
    cxxLanguageStandard: .cxx17
)
