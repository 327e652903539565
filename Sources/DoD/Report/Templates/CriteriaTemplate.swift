enum CriteriaTemplate {
    static let text = """
        <section>
        <h2>Why</h2>
        <ul class="criteria">
        {{#criteria}}
        <li class="{{outcome}}{{#isWaived}} waived{{/isWaived}}">
        <p class="result {{outcome}}"><span aria-hidden="true">{{outcomeMark}}</span> {{outcome}}</p>
        <div>
        <h3 id="{{id}}">{{id}}{{#isWaived}} <small>waived by the policy, no part of the verdict</small>{{/isWaived}}</h3>
        <p>{{summary}}</p>
        {{#hasDetails}}
        <details{{#isOpen}} open{{/isOpen}}>
        <summary>{{detailsTitle}}</summary>
        {{#hasNumbers}}
        <div class="numbers">
        <dl><dt>measured</dt>{{#measured}}<dd><i>{{factName}}</i> {{factValue}}</dd>{{/measured}}</dl>
        <dl><dt>required</dt>{{#required}}<dd><i>{{factName}}</i> {{factValue}}</dd>{{/required}}</dl>
        </div>
        {{/hasNumbers}}
        {{#hasEvidence}}
        <ul class="where">
        {{#evidenceLines}}
        <li>{{.}}</li>
        {{/evidenceLines}}
        </ul>
        <p class="rest">{{evidenceRest}}</p>
        {{/hasEvidence}}
        </details>
        {{/hasDetails}}
        </div>
        </li>
        {{/criteria}}
        </ul>
        </section>
        {{#hasNextSteps}}
        <section>
        <h2>What to do next</h2>
        <ol class="next">
        {{#nextSteps}}
        <li>{{.}}</li>
        {{/nextSteps}}
        </ol>
        </section>
        {{/hasNextSteps}}
        """
}
