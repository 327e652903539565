/// What the signals were worth: each picture has its numbers beside it.
enum AnalysisTemplate {
    static let text = """
        {{#sessions}}
        <section>
        <h2>Signals in the US session</h2>
        <p>{{sessionsText}}</p>
        {{#sessionRows}}
        <div class="plane line session" title="{{sessionName}}: {{sessionCount}}, {{sessionSides}}">
        <div class="lane chart"><span class="label">{{sessionName}}</span>{{{sessionBars}}}<span class="note">{{sessionCount}}<br><small>{{sessionSides}}</small></span></div>
        <div class="axis" aria-hidden="true">{{#sessionTicks}}<span class="{{#major}}major{{/major}}" style="left:{{left}}">{{text}}</span>{{/sessionTicks}}</div>
        </div>
        {{/sessionRows}}
        <p class="rest">{{sessionsRest}}</p>
        </section>
        {{/sessions}}
        {{#analysis}}
        <section>
        <h2>Expected value, in basis points</h2>
        <p>{{analysisText}}</p>
        <p class="rest">{{assumedText}}</p>
        <p class="rest">{{apartText}}</p>
        <p class="legend">The interval lies <span><svg class="key gain" viewBox="0 -.5 1 1" aria-hidden="true"><path d="M0 0h1"/></svg> above zero</span> <span><svg class="key loss" viewBox="0 -.5 1 1" aria-hidden="true"><path d="M0 0h1"/></svg> below zero</span> <span><svg class="key even" viewBox="0 -.5 1 1" aria-hidden="true"><path d="M0 0h1"/></svg> on both sides</span> <span><svg class="key brief" viewBox="0 -.5 1 1" aria-hidden="true"><path d="M0 0h1"/></svg> of ten-minute blocks: no claim is made on it</span> <span><svg class="key few" viewBox="0 -.5 1 1" aria-hidden="true"><path d="M0 0h1"/></svg> too few to tell</span></p>
        <h3 class="sub">Decay: what is left after 1, 3 and 5 s</h3>
        {{#decay}}
        \(ValuesTemplate.text)
        {{/decay}}
        <h3 class="sub">By trading hours of the New York Stock Exchange, after 5 s</h3>
        {{#phases}}
        \(ValuesTemplate.text)
        {{/phases}}
        </section>
        <section>
        <h2>Expected value by hour of the day</h2>
        {{#byHour}}
        <p>After 5 s, in UTC, New York and Tokyo time; the three share a scale of {{hourScale}}, and the line is zero.</p>
        {{#zones}}
        <div class="zone" title="{{zoneTitle}}"><span class="label">{{zoneName}}</span><div>{{{zoneChart}}}<div class="clock" aria-hidden="true">{{#zoneHours}}<span>{{.}}</span>{{/zoneHours}}</div></div></div>
        {{/zones}}
        <details><summary>The numbers</summary>
        <div class="wide"><table>
        <thead><tr><th scope="col">hour</th><th scope="col">UTC</th><th scope="col">New York</th><th scope="col">Tokyo</th></tr></thead>
        <tbody>
        {{#hourTable}}
        <tr><th scope="row">{{lineHour}}</th>{{#lineCells}}<td class="{{cellTone}}">{{cellValue}} <small>{{cellCount}}</small></td>{{/lineCells}}</tr>
        {{/hourTable}}
        </tbody>
        </table></div>
        </details>
        {{/byHour}}
        </section>
        <section>
        <h2>Markets compared</h2>
        <p>Expected value of an episode after 5 s, the best first.</p>
        {{#compared}}
        \(ValuesTemplate.text)
        {{/compared}}
        {{#thresholds}}
        <h3 class="sub">Out of sample</h3>
        <p>{{thresholdsText}}</p>
        {{#hasThresholds}}
        <div class="wide"><table>
        <thead><tr><th scope="col">market</th><th scope="col" class="n">from an edge of</th><th scope="col">on the day it was chosen</th><th scope="col">on the other days</th></tr></thead>
        <tbody>
        {{#thresholdRows}}
        <tr><th scope="row">{{thresholdMarket}}</th><td class="n">{{thresholdEdge}}</td><td>{{thresholdChosen}} <small>{{thresholdChosenCount}}</small></td><td class="{{thresholdTone}}">{{thresholdJudged}} <small>{{thresholdJudgedCount}}</small></td></tr>
        {{/thresholdRows}}
        </tbody>
        </table></div>
        {{/hasThresholds}}
        <p class="rest">{{thresholdsRest}}</p>
        {{/thresholds}}
        </section>
        <section>
        <h2>Edges</h2>
        <h3 class="sub">How many episodes began with which raw edge</h3>
        {{#edgeBars}}
        \(ValuesTemplate.bars)
        {{/edgeBars}}
        <h3 class="sub">What they were worth after 5 s</h3>
        {{#edgeValues}}
        \(ValuesTemplate.text)
        {{/edgeValues}}
        </section>
        <section>
        <h2>How long crosses lasted</h2>
        <p>From an episode's first to its last signal.</p>
        {{#durations}}
        \(ValuesTemplate.bars)
        {{/durations}}
        </section>
        {{#intervals}}
        <section>
        <h2>Intervals of ctx and bbo</h2>
        <p>P50 / P95 / P99 by the minutes' records; each is the upper end of the power-of-two class that holds it.</p>
        <div class="wide"><table>
        <thead><tr><th scope="col">market</th><th scope="col">age of ctx, ms</th><th scope="col">between two bbo, ms</th><th scope="col">bbo with a side missing</th><th scope="col">cross, ticks</th></tr></thead>
        <tbody>
        {{#intervalRows}}
        <tr><th scope="row">{{intervalMarket}}</th>{{#intervalCells}}<td>{{cellText}} <small>{{cellNote}}</small></td>{{/intervalCells}}</tr>
        {{/intervalRows}}
        </tbody>
        </table></div>
        <p class="rest">{{intervalsRest}}</p>
        </section>
        {{/intervals}}
        {{/analysis}}
        """
}
