enum CompletenessTemplate {
    static let text = """
        {{#completeness}}
        <section>
        <h2>Signals: expected and recorded</h2>
        <div class="whole" role="img" aria-label="{{shareText}}" title="{{shareText}}">{{{shareBar}}}</div>
        <p class="legend"><span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="have" d="M0 0h1"/></svg> had to be there and is</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="lostbox" d="M0 0h1"/></svg> lost</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="amb" d="M0 0h1"/></svg> ambiguous</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="flight" d="M0 0h1"/></svg> in flight</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="away" d="M0 0h1"/></svg> away</span></p>
        <dl class="tiles">
        {{#numbers}}
        <div class="{{numberTone}}"><dt>{{numberName}}</dt><dd><strong>{{numberValue}}</strong><small>{{numberNote}}</small></dd></div>
        {{/numbers}}
        </dl>
        </section>
        {{/completeness}}
        """
}
