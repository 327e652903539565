/// The whole page, in parts that are rendered each for itself, and on as many threads as there are. Each begins with
/// the line that chooses the escaping, as that does not reach into partials.
enum PageTemplate {
    static let parts: [String] =
        [head]
        + [
            VerdictTemplate.text, CriteriaTemplate.text, ReadinessTemplate.text, CoverageTemplate.text,
            TimeLineTemplate.text, FaultsTemplate.text, CompletenessTemplate.text, AnalysisTemplate.text,
            GatesTemplate.text, ResourcesTemplate.text, FilesTemplate.text, end,
        ].map { "\(escaping)\n\($0)\n" }

    private static let escaping = "{{% CONTENT_TYPE: \(ScalarEscaping.name)}}"

    private static let head = """
        \(escaping)
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        <title>{{title}}</title>
        <style>
        \(PageStyle.text)
        \(PictureStyle.text)
        \(ValueStyle.text)
        </style>
        </head>
        <body>
        <main>

        """

    private static let end = """
        </main>
        </body>
        </html>
        """
}
