enum TimeLineTemplate {
    static let text = """
        <section>
        <h2>The window, minute by minute</h2>
        <div class="plane line">
        <div class="over" aria-hidden="true">{{#timeLine.laneMarks}}<b style="left:{{markLeft}};width:{{markWidth}}"></b>{{/timeLine.laneMarks}}</div>
        {{#timeLine.lanes}}
        <div class="lane {{laneClass}}" title="{{laneTitle}}"><span class="label">{{laneLabel}}</span>{{{laneStrip}}}<span class="note">{{laneNote}}</span></div>
        {{/timeLine.lanes}}
        {{#timeLine.chart}}
        <div class="lane chart" title="{{chartTitle}}"><span class="label">Signals<br><small>per {{chartBin}}</small></span>{{{chartBars}}}<span class="note">peak {{chartPeak}}<br><small>{{chartTotal}} in all</small></span></div>
        {{/timeLine.chart}}
        <div class="axis" aria-hidden="true">{{#timeLine.laneTicks}}<span class="{{#major}}major{{/major}}" style="left:{{left}}">{{text}}</span>{{/timeLine.laneTicks}}</div>
        </div>
        <p class="rest">{{timeLine.lanesRest}}</p>
        <p class="legend">Time in UTC. <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="us" d="M0 0h1v1H0z"/></svg> US session</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="up" d="M0 0h1v1H0z"/></svg> connected</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="down" d="M0 0h1v1H0z"/></svg> not connected</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="armed" d="M0 0h1v1H0z"/></svg> fault armed until lifted</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="bite" d="M0 0h1v1H0z"/></svg> it bit</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="part" d="M0 0h1v1H0z"/></svg> some markets not covered</span> <span><svg viewBox="0 0 1 1" aria-hidden="true"><path class="gap" d="M0 0h1v1H0z"/></svg> no market covered</span>. What is short is drawn wider than it was, to be seen.</p>
        </section>
        """
}
