enum TimeLineTemplate {
    static let text = """
        {{#timeLine}}
        <section>
        <h2>The window, minute by minute</h2>
        <div class="plane line">
        <div class="over" aria-hidden="true">{{#laneMarks}}<b style="left:{{markLeft}};width:{{markWidth}}"></b>{{/laneMarks}}</div>
        {{#lanes}}
        <div class="lane {{laneClass}}" title="{{laneTitle}}"><span class="label">{{laneLabel}}</span>{{{laneStrip}}}<span class="note">{{laneNote}}</span></div>
        {{/lanes}}
        {{#chart}}
        <div class="lane chart" title="{{chartTitle}}"><span class="label">Signals<br><small>per {{chartBin}}</small></span>{{{chartBars}}}<span class="note">peak {{chartPeak}}<br><small>{{chartTotal}} in all</small></span></div>
        {{/chart}}
        <div class="axis" aria-hidden="true">{{#laneTicks}}<span class="{{#major}}major{{/major}}" style="left:{{left}}">{{text}}</span>{{/laneTicks}}</div>
        </div>
        <p class="rest">{{lanesRest}}</p>
        <p class="legend">Time in UTC. <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="us" d="M0 0h1"/></svg> US session</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="up" d="M0 0h1"/></svg> connected</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="down" d="M0 0h1"/></svg> not connected</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="armed" d="M0 0h1"/></svg> fault armed until lifted</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="bite" d="M0 0h1"/></svg> it bit</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="part" d="M0 0h1"/></svg> some markets not covered</span> <span><svg viewBox="0 -.5 1 1" aria-hidden="true"><path class="gap" d="M0 0h1"/></svg> no market covered</span>. What is short is drawn wider than it was, to be seen.</p>
        </section>
        {{/timeLine}}
        """
}
