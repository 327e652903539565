enum ResourcesTemplate {
    static let text = """
        {{#resources}}
        <section>
        <h2>Resources</h2>
        <p>{{resourcesText}}</p>
        <div class="plane line">
        {{#resourceRows}}
        <div class="lane chart"><span class="label">{{resourceName}}</span>{{{resourceChart}}}<span class="note">{{resourcePeak}}<br><small>{{resourceLeast}}</small></span></div>
        {{/resourceRows}}
        <div class="axis" aria-hidden="true">{{#resourceTicks}}<span class="{{#major}}major{{/major}}" style="left:{{left}}">{{text}}</span>{{/resourceTicks}}</div>
        </div>
        </section>
        {{/resources}}
        """
}
