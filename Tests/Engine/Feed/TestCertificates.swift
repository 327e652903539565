import NIOSSL

/// Certificates from an authority that nobody else knows, from 2020 to 2120 where nothing else is said, and their
/// keys. They guard nothing: they exist so that a wss server can run inside a test.
enum TestCertificates {
    /// What a server shows.
    struct Shown: Sendable, CustomStringConvertible {
        let description: String
        let certificate: String
        let key: String

        func context() throws -> NIOSSLContext {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
            return try NIOSSLContext(configuration: configuration)
        }
    }

    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBUzCB+qADAgECAgEBMAoGCCqGSM49BAMCMBIxEDAOBgNVBAMMB1Rlc3QgQ0Ew
        IBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBIxEDAOBgNVBAMMB1Rl
        c3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS1QDy6Aw7IcOOMDYJQ/QTb
        3jLwp9dAXMufb0L1ajWJoCACe1/j6RuPmp79jrJ7vmO12xTLd4rtfDl3uoXwmFmH
        oz8wPTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBQN2ZL8eammfzHOUZ74tkXq
        J0hh4jALBgNVHQ8EBAMCAgQwCgYIKoZIzj0EAwIDSAAwRQIgKjv7CowXHbgbp2Kn
        sBrxwhUC5Mh3p1Hws1QGA1u1LzgCIQC7rTtK7y7CRlPtZNmv19wqqV+MkHaNtrV9
        EGw/q/l78w==
        -----END CERTIFICATE-----
        """

    /// For `localhost`.
    static let good = Shown(
        description: "for localhost",
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBeTCCASCgAwIBAgIBAjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdUZXN0IENB
            MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAls
            b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATsFBZJev4egPbf0/tF
            47/qt02uF1RGu8AIs+tICbEGGUaSyxiYqJlniYeqLaoY/2YEGOEFntSm3zY5mx48
            JtO+o2MwYTAUBgNVHREEDTALgglsb2NhbGhvc3QwCQYDVR0TBAIwADAdBgNVHQ4E
            FgQUiMNArCmZjdjqkbolZqcls3nfYv0wHwYDVR0jBBgwFoAUDdmS/Hmppn8xzlGe
            +LZF6idIYeIwCgYIKoZIzj0EAwIDRwAwRAIgQxx++Nmi6SF7Jyavggu5+TW1JtLk
            XW3LnTNVS5gTDDECIDKcHdtpexzQL2CEB5uzf3r8VmYHL9klQNZiTEnqyjDZ
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6wRAk+GJpB34VKqj
            3XONC+ush3shsP/Ik1XJ7o/F4yyhRANCAATsFBZJev4egPbf0/tF47/qt02uF1RG
            u8AIs+tICbEGGUaSyxiYqJlniYeqLaoY/2YEGOEFntSm3zY5mx48JtO+
            -----END PRIVATE KEY-----
            """)

    /// For the first day of 2020.
    static let expired = Shown(
        description: "that has expired",
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBeTCCAR6gAwIBAgIBAjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdUZXN0IENB
            MB4XDTIwMDEwMTAwMDAwMFoXDTIwMDEwMjAwMDAwMFowFDESMBAGA1UEAwwJbG9j
            YWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERWw8Fb8iALisAgjSI0E/
            SQOwujsTyIAhNirrhpq57yyCzb0J5cOFmiGo2aPNQAnPKGUZaMaU0DMLvFHN/Dka
            JKNjMGEwFAYDVR0RBA0wC4IJbG9jYWxob3N0MAkGA1UdEwQCMAAwHQYDVR0OBBYE
            FHzZ9lxCyIX4icObJYLivWgN/UCuMB8GA1UdIwQYMBaAFA3Zkvx5qaZ/Mc5Rnvi2
            ReonSGHiMAoGCCqGSM49BAMCA0kAMEYCIQDLLGLKTY0Zfn3o8xEQeIccXqmkxvFg
            kAQu+45+j4LprgIhAJV0EdeczzjUQOZdtDoNY07TnCUCUaajk4yv6MPVv1DX
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgncDE0QLM0gEmE0AD
            OTxoQ8INoc9l/XbiJwBdwY9fhEOhRANCAARFbDwVvyIAuKwCCNIjQT9JA7C6OxPI
            gCE2KuuGmrnvLILNvQnlw4WaIajZo81ACc8oZRloxpTQMwu8Uc38ORok
            -----END PRIVATE KEY-----
            """)

    /// For `example.org`.
    static let forAnotherHost = Shown(
        description: "for another host",
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBfjCCASSgAwIBAgIBAjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdUZXN0IENB
            MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAWMRQwEgYDVQQDDAtl
            eGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOA1X2N604jgDzJU
            yIqGJwYGSGCOUhORlodlnCLGczFWPW5b/bInKXGto9Or1rWVcwAETGrP54eqiqu8
            o0SSA8yjZTBjMBYGA1UdEQQPMA2CC2V4YW1wbGUub3JnMAkGA1UdEwQCMAAwHQYD
            VR0OBBYEFAS4cRlSbrJjCppa6hF+SnrDr+MhMB8GA1UdIwQYMBaAFA3Zkvx5qaZ/
            Mc5Rnvi2ReonSGHiMAoGCCqGSM49BAMCA0gAMEUCIQD1v94VIesujdQKV7imQohb
            gDTdSfgDx43mps5lRvxkGQIgErmidTyQKuYGw2METP56WxBtJqStXEYXh64lWWVM
            7Zk=
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGzNbBlcR0M8xITVT
            lRtopNk+ioKEpZoXHHMcpxhrUeWhRANCAATgNV9jetOI4A8yVMiKhicGBkhgjlIT
            kZaHZZwixnMxVj1uW/2yJylxraPTq9a1lXMABExqz+eHqoqrvKNEkgPM
            -----END PRIVATE KEY-----
            """)

    /// For `localhost`, by an authority that nobody was told of.
    static let byAnotherAuthority = Shown(
        description: "by another authority",
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBejCCASGgAwIBAgIBAjAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhPdGhlciBD
            QTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
            bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9Kv/ehBmXIOHF7Br
            YchEORNREHV7U5DdryqvNJU9pgyzLZ6jnqKIBGRfPbWfkEG7xlOaRLbQBrZLfpOV
            2uBULqNjMGEwFAYDVR0RBA0wC4IJbG9jYWxob3N0MAkGA1UdEwQCMAAwHQYDVR0O
            BBYEFEa0ST/XznBMD3cRYwzi2OTntiPpMB8GA1UdIwQYMBaAFIyMk5bT2b9iDXxF
            okBzgb8JFR7UMAoGCCqGSM49BAMCA0cAMEQCIGtpdCKNUwDVeHlECsKOz9m6w8EF
            Khss1qAflPR34gkcAiAX6E+mYv19B0rZDnYQhBhZuTZX2FO4av5u+iRtkWJUtA==
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTPXm9wYcOCSo4yN6
            +NslvEIpvRmCMJglGbfBMCVz/dOhRANCAAT0q/96EGZcg4cXsGthyEQ5E1EQdXtT
            kN2vKq80lT2mDLMtnqOeoogEZF89tZ+QQbvGU5pEttAGtkt+k5Xa4FQu
            -----END PRIVATE KEY-----
            """)
}
