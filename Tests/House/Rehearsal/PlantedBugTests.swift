import Testing

extension WholePrograms {
    /// The harness is tested like the product: an engine with one bug, driven by the real runner against the real
    /// exchange, is judged bad by the real judge, for that bug; and where it has none, it is judged good.
    @Suite(.serialized, PlantedRuns()) struct PlantedBugTests {
        @Test(arguments: PlantedRuns.controls)
        func anHonestEngineIsGood(_ key: PlantedRuns.Key) throws {
            let played = try PlantedRuns.of(key)
            let verdict = try Verdict(of: played.folder + "/verdict.json")
            #expect(verdict.verdict == "REHEARSAL PASS" && played.run.code == 0, "\(played.run)\n\(verdict)")
        }

        @Test(arguments: PlantedBug.all)
        func itIsFoundForTheRightReason(_ bug: PlantedBug) throws {
            let played = try PlantedRuns.of(.init(scenario: bug.scenario, bug: bug.name))
            let verdict = try Verdict(of: played.folder + "/verdict.json")
            #expect(verdict.verdict == bug.verdict, "\(verdict)")
            #expect(played.run.code == (bug.verdict == "FAIL" ? 1 : 2), "\(played.run)")
            for finding in bug.findings {
                let criterion = try verdict.criterion(finding.criterion)
                #expect(criterion.result == finding.result, "\(criterion)")
                for words in finding.words {
                    #expect(criterion.says(words), "no \"\(words)\" in \(criterion)\n\(criterion.evidence)")
                }
            }
            for id in bug.good {
                let criterion = try verdict.criterion(id)
                #expect(criterion.result == "pass", "\(criterion)")
            }
        }

        /// A bug that the saboteur knows and the table does not would never be looked for.
        @Test func everyBugIsInTheTable() async throws {
            let help = try await ProgramRun.of("saboteur", ["--help"])
            let known = PlantedBug.all.map(\.name) + ["isCut"]
            #expect(Set(known).count == known.count && PlantedBug.all.count >= 25)
            let text = help.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(text.contains("Which one: "), "\(help)")
            let listed = text.firstRange(of: "Which one: ").map { text[$0.upperBound...] } ?? ""
            let names = listed.prefix { $0 != "." }.split(separator: ",").map {
                String($0.filter { !$0.isWhitespace })
            }
            #expect(Set(names) == Set(known))
        }

        /// The table in words has a row for each, with its scenario and every criterion that finds it.
        @Test func theTableInWordsIsWhole() throws {
            let rows = Workplace.text(at: PlantedRuns.root + "/docs/planted-bugs.md").split(separator: "\n")
            for bug in PlantedBug.all {
                let row = rows.first { $0.hasPrefix("| `\(bug.name)` |") }
                #expect(row?.contains("| `\(bug.scenario)` |") == true, "\(bug.name)")
                for finding in bug.findings {
                    #expect(row?.contains(finding.criterion) == true, "\(bug.name): \(finding.criterion)")
                }
            }
        }
    }
}
