enum CoverageTemplate {
    static let text = """
        {{#coverage}}
        <section>
        <h2>Coverage by market and hour</h2>
        <p>{{coverageTotal}} were covered. A row is a market, a column an hour in UTC. {{coverageBinning}}{{#hasMarks}} The brackets mark the US session.{{/hasMarks}}</p>
        <div class="plane heat">
        <div class="over" aria-hidden="true">{{#marks}}<b style="left:{{markLeft}};width:{{markWidth}}" title="{{markText}}"></b>{{/marks}}</div>
        {{#rows}}
        <div class="lane" title="{{rowTitle}}"><span class="label">{{rowLabel}}</span>{{{rowStrip}}}<span class="note">{{rowShare}} <small>{{rowCount}}</small></span></div>
        {{/rows}}
        <div class="axis" aria-hidden="true">{{#ticks}}<span class="{{#major}}major{{/major}}" style="left:{{left}}">{{text}}</span>{{/ticks}}</div>
        </div>
        <p class="legend">Minutes covered in the hour:{{#legend}} <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="{{legendClass}}" d="M0 0h1"/></svg> {{legendText}}</span>{{/legend}}</p>
        </section>
        {{/coverage}}
        """
}
