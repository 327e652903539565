enum VerdictTemplate {
    static let text = """
        <header class="verdict {{verdict.tone}}">
        <p class="word"><span class="mark" aria-hidden="true">{{verdict.mark}}</span> <strong>{{verdict.word}}</strong></p>
        <p class="meaning">{{verdict.meaning}}</p>
        <dl class="facts">
        {{#verdict.facts}}
        <div><dt>{{factName}}</dt><dd>{{factValue}}</dd></div>
        {{/verdict.facts}}
        </dl>
        </header>
        """
}
