/// A certificate for `localhost` and 127.0.0.1 that signed itself, with its key: for tests over loopback alone.
enum TestCertificate {
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQAcC4mPUpqs0ft+o
        l6J2GQlmCsozh6gtnAtziWWKApOhRANCAAQwFcrZEdJJQUrWi9HgLtPzPLL+h93I
        t15itfCu1UYEXfzdUN6h4PKJhDuL5NOarBnyR9bZ1XCY1n6qB+Ls9/HV
        -----END PRIVATE KEY-----

        """

    /// From 2020 to 2120.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBZDCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
        c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDAVytkR0klBStaL
        0eAu0/M8sv6H3ci3XmK18K7VRgRd/N1Q3qHg8omEO4vk05qsGfJH1tnVcJjWfqoH
        4uz38dWjSzBJMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAMBgNVHRMEBTAD
        AQH/MB0GA1UdDgQWBBR8E1C3gMpdFqIay/Rx9J1yb0JhLDAKBggqhkjOPQQDAgNI
        ADBFAiEAiihoNAeiBSm/8wwm8gLWVCrsUjNNYRtm+3oC+hFPibkCIEtQANNVGGh0
        cY8yHat6eUos7nupPB9Banluv7K0mXJf
        -----END CERTIFICATE-----

        """
}
