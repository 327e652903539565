enum GatesTemplate {
    static let text = """
        {{#gates}}
        <section>
        <h2>Gates</h2>
        <p>{{gatesTotal}}. Time is summed over the markets; a signal counts under the first gate that blocks it.</p>
        <div class="wide"><table class="gates">
        <thead><tr><th scope="col">gate</th><th scope="col" class="n">signals kept back</th><th scope="col" class="n">market-minutes blocked</th><th scope="col" class="n">of all</th><th scope="col">worst hour</th><th scope="col" class="n">markets</th><th scope="col">longest</th></tr></thead>
        <tbody>
        {{#gateRows}}
        <tr><td>{{gateName}}</td><td class="n">{{gateSignals}}</td><td class="n">{{gateMinutes}}</td><td class="n">{{gateShare}}</td><td>{{gateWorst}}</td><td class="n">{{gateMarkets}}</td><td>{{gateLongest}}</td></tr>
        {{/gateRows}}
        </tbody>
        </table></div>
        <p class="rest">{{gatesRest}}</p>
        </section>
        {{/gates}}
        """
}
