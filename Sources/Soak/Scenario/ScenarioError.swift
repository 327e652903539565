/// What is wrong with a scenario file: where, what, and how to mend it. One line.
package struct ScenarioError: Error, Equatable, CustomStringConvertible, Sendable {
    package let file: String
    package let line: Int?
    package let what: String

    package init(file: String, line: Int? = nil, _ what: String) {
        self.file = file
        self.line = line
        self.what = what
    }

    package var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(what)" }
}
