/// The whole page. One template, put together here, as the escaping that its first line chooses does not
/// reach into partials.
enum PageTemplate {
    static let text = """
        {{% CONTENT_TYPE: \(ScalarEscaping.name)}}
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
        \(VerdictTemplate.text)
        \(CriteriaTemplate.text)
        \(ReadinessTemplate.text)
        \(CoverageTemplate.text)
        \(TimeLineTemplate.text)
        \(FaultsTemplate.text)
        \(CompletenessTemplate.text)
        \(AnalysisTemplate.text)
        \(GatesTemplate.text)
        \(ResourcesTemplate.text)
        \(FilesTemplate.text)
        </main>
        </body>
        </html>

        """
}
