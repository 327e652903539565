import Glibc

/// Today's signals and follow-ups have changed names: somebody restored them from a backup by hand.
///
/// Proof: each path leads to the file that the other one led to, with that one's bytes.
package struct FilesSwapped: FileDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "it and today's follow-ups have changed names"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func isEnough(_ settled: SettledLines) -> Bool { !settled.lines.isEmpty }

    package func damage(_ path: String, settled: Int) throws(FaultMiss) -> FaultProof {
        let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        let name = path.dropFirst(folder.count + 1)
        let other = "\(folder)/followups_" + name.dropFirst(FaultTarget.signals.rawValue.count + 1)
        do {
            let before = try (signals: WholeFile.read(path), followups: WholeFile.read(other))
            let inodes = try (PathStatus.read(path).st_ino, PathStatus.read(other).st_ino)
            guard !before.followups.isEmpty else { throw FaultMiss("there are no follow-ups yet") }
            try DirectoryRemoved.move(path, to: path + Self.between)
            try DirectoryRemoved.move(other, to: path)
            try DirectoryRemoved.move(path + Self.between, to: other)
            guard try PathStatus.read(path).st_ino == inodes.1, try PathStatus.read(other).st_ino == inodes.0
            else { throw FaultMiss("the two paths do not lead to each other's files") }
            return try DamageProof.of(
                path, deed: Self.deed, before: before.signals, after: WholeFile.read(path), settled: settled)
        } catch let miss as FaultMiss { throw miss } catch { throw FaultMiss("\(error)") }
    }

    private static let between = ".swapped"
}
