enum FaultsTemplate {
    static let text = """
        {{#faults}}
        <section>
        <h2>Faults and their proof</h2>
        <p>{{faultsCount}}. Times in UTC.</p>
        <ul class="faults">
        {{#faultRows}}
        <li>
        <p class="result {{faultTone}}">{{faultMark}}</p>
        <div>
        <h3>{{faultID}} <small>{{faultKind}}</small></h3>
        <p>{{faultAbout}}</p>
        <blockquote>{{faultProof}}</blockquote>
        <dl class="times"><div><dt>armed</dt><dd>{{faultArmed}}</dd></div><div><dt>bitten</dt><dd>{{faultBitten}}</dd></div><div><dt>lifted</dt><dd>{{faultLifted}}</dd></div></dl>
        </div>
        </li>
        {{/faultRows}}
        </ul>
        <p class="rest">{{faultsRest}}</p>
        </section>
        {{/faults}}
        """
}
