import Glibc
import SoakFaults

/// The certificates of one run over TLS: an authority that nobody else knows, one certificate by it that is right, and
/// such as must not be believed. Made by `openssl`, which `ca-certificates` brings along.
enum RunCertificates {
    static let makingMsMax: Int32 = 30_000

    /// Fixed dates, so that nobody's clock matters.
    private static let script = """
        set -e
        export LC_ALL=C
        cd "$1"
        printf '%s\\n' '[ca]' 'default_ca=d' '[d]' 'new_certs_dir=.' 'database=index' 'serial=serial' \\
            'default_md=sha256' 'policy=p' 'unique_subject=no' '[p]' 'commonName=supplied' > ca.cnf
        request() {
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$2"
        }
        sign() { # name, options of its signer, end
            : > index
            openssl rand -hex 8 > serial
            openssl ca -batch -config ca.cnf -in "$1.csr" -notext -out "$1.pem" -extfile "$1.ext" \\
                -startdate 20200101000000Z -enddate "$3" $2
        }
        for name in authority stranger; do
            request $name "hip3-soak $name"
            printf '%s\\n' basicConstraints=critical,CA:TRUE keyUsage=keyCertSign > $name.ext
            sign $name "-selfsign -keyfile $name.key" 21200101000000Z
        done
        server() { # name, host, signer, end
            request "$1" "$2"
            printf '%s\\n' "subjectAltName=$4" basicConstraints=CA:FALSE > "$1.ext"
            sign "$1" "-cert $3.pem -keyfile $3.key" "$5"
        }
        here=DNS:localhost,IP:127.0.0.1
        server good localhost authority "$here" 21200101000000Z
        server expired localhost authority "$here" 20200102000000Z
        server wrong-host example.org authority DNS:example.org 21200101000000Z
        server unknown-issuer localhost stranger "$here" 21200101000000Z
        rm -f -- *.csr *.ext *.attr *.old index serial ca.cnf [0-9A-F]*.pem authority.key stranger.key
        """

    /// Makes them in the folder, which must be there. `authority.pem` is for the engine to trust.
    static func make(in folder: String, injector: String) throws(SystemFailure) {
        let log = folder + "/openssl.log"
        let making = try LaunchedProcess.start(
            ["sh", "-c", script, "sh", folder], injector: injector, output: log, errors: log)
        guard making.eventsUntilEnd(waitMs: makingMsMax).contains(.exited(.code(0))) else {
            let last = (try? FileTree.text(log))?.split(separator: "\n").last ?? "it said nothing"
            throw SystemFailure("make certificates with openssl (\(last)) in", folder, errno: EIO)
        }
    }
}
