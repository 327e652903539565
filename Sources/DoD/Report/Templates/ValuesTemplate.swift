/// Estimates on one scale; `text` stands within the section that names a `ValuesView`.
enum ValuesTemplate {
    static let text = """
        <div class="plane values">
        <div class="over" aria-hidden="true"><b style="left:{{zeroLeft}}"></b></div>
        <ul>
        {{#valueRows}}
        <li class="lane {{valueTone}}" title="{{valueTitle}}"><span class="label">{{valueLabel}}</span>{{{valueStrip}}}<span class="note">{{valueText}} <small>{{valueCount}}</small></span></li>
        {{/valueRows}}
        </ul>
        <div class="axis" aria-hidden="true">{{#valueTicks}}<span class="{{#tickMajor}}major{{/tickMajor}}" style="left:{{tickLeft}}">{{tickText}}</span>{{/valueTicks}}</div>
        </div>
        <p class="rest">{{valuesRest}}</p>
        """

    static let bars = """
        <ul class="plane counts">
        {{#barRows}}
        <li class="lane"><span class="label">{{barLabel}}</span>{{{barStrip}}}<span class="note">{{barCount}} <small>{{barShare}}</small></span></li>
        {{/barRows}}
        </ul>
        """
}
