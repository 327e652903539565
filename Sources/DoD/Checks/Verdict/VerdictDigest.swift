import CChecksum
import DoDFormat

/// One line for a whole verdict: the same on any machine for the same data, wherever they lie.
package enum VerdictDigest {
    /// SHA-256 of the verdict's JSON, with paths cut to their last part.
    package static func text(_ verdict: Verdict) -> String {
        var bare = verdict
        for index in bare.files.indices {
            let path = bare.files[index].path
            bare.files[index].path = path.split(separator: "/").last.map(String.init) ?? path
        }
        let bytes = Array(VerdictJSON.text(bare).utf8)
        var digest = [UInt8](repeating: 0, count: Int(SHA256_BYTES))
        sha256(bytes, bytes.count, &digest)
        return Hex.text(digest)
    }
}
