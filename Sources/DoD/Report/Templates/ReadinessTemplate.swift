enum ReadinessTemplate {
    static let text = """
        {{#readiness}}
        <section>
        <h2 id="phase-b">Phase B readiness <small>beside the verdict, no part of it</small></h2>
        <p class="result {{readinessTone}} alone">{{readinessText}}</p>
        <ul class="criteria">
        {{#conditions}}
        <li class="{{conditionAnswer}}">
        <p class="result {{conditionAnswer}}"><span aria-hidden="true">{{conditionMark}}</span> {{conditionAnswer}}</p>
        <div><h3>{{conditionID}} <small>{{conditionClaim}}</small></h3><p>{{conditionWhy}}</p></div>
        </li>
        {{/conditions}}
        </ul>
        </section>
        {{/readiness}}
        """
}
