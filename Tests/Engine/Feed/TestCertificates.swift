import NIOSSL

/// A certificate for `localhost` from an authority that nobody else knows, 2020 to 2120, and the key of
/// both. They guard nothing: they exist so that a wss server can run inside a test.
enum TestCertificates {
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBVDCB+qADAgECAgEBMAoGCCqGSM49BAMCMBIxEDAOBgNVBAMMB1Rlc3QgQ0Ew
        IBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBIxEDAOBgNVBAMMB1Rl
        c3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASROaN5CmcqUT0QS3LTes8G
        TbIpXAszZg0nZnHO4T0gO2gMZV8dGujJ/yPq6aNvSdX3FDu/AXASCZzlCo0sBa0W
        oz8wPTAPBgNVHRMBAf8EBTADAQH/MAsGA1UdDwQEAwIBBjAdBgNVHQ4EFgQUHLHJ
        igYaoFWRKWb21JtnpC1oId8wCgYIKoZIzj0EAwIDSQAwRgIhANwQMxfrmbMc5e31
        GbZTSmc7+qTVQujyU0k1b2S5L2GKAiEAjqIsTEeAg7okeBbrTtG8JlJBpd4PuIcF
        pGxHz5u5n6o=
        -----END CERTIFICATE-----
        """

    private static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBejCCASCgAwIBAgIBAjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdUZXN0IENB
        MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAls
        b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQaGAvlDNRdw5oFk8rJ
        M4eYn4roaCoFdNp3Sn35nocdtBLrFO2sFCGrC9W7A6ONKf55sj9O3ayYy+zDfsak
        RRMeo2MwYTAJBgNVHRMEAjAAMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAdBgNVHQ4E
        FgQUkOpZI1sg1tvaPKR9aI12DD17M4AwHwYDVR0jBBgwFoAUHLHJigYaoFWRKWb2
        1JtnpC1oId8wCgYIKoZIzj0EAwIDSAAwRQIhAMM1oUxM7iSmLwTEBYxrv373XH48
        Z0I/pE1ndhlk5jYMAiBcUxK7O7ijft18zyAo1R1/L5FNIr+hsuEGBYx34lvf2w==
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeTWp4oL92i3nV1P9
        g7RGVIKyqw+uD7KF6e5HTsc+l0KhRANCAAQaGAvlDNRdw5oFk8rJM4eYn4roaCoF
        dNp3Sn35nocdtBLrFO2sFCGrC9W7A6ONKf55sj9O3ayYy+zDfsakRRMe
        -----END PRIVATE KEY-----
        """

    static func serverContext() throws -> NIOSSLContext {
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(server.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
        return try NIOSSLContext(configuration: configuration)
    }
}
