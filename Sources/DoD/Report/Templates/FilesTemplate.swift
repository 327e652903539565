enum FilesTemplate {
    static let text = """
        {{#files}}
        <section>
        <h2>Files</h2>
        <p>{{filesTotal}}.</p>
        <div class="wide"><table>
        <thead><tr><th scope="col">file</th><th scope="col" class="n">bytes</th><th scope="col" class="n">records</th><th scope="col">crc32c</th></tr></thead>
        <tbody>
        {{#fileRows}}
        <tr class="{{fileTone}}"><td>{{filePath}}{{#fileProblems}}<em>{{.}}</em>{{/fileProblems}}</td><td class="n">{{fileBytes}}</td><td class="n">{{fileRecords}}</td><td><code>{{fileChecksum}}</code></td></tr>
        {{/fileRows}}
        </tbody>
        </table></div>
        <p class="rest">{{filesRest}}</p>
        </section>
        {{/files}}
        {{#hasNotes}}
        <section>
        <h2>Notes</h2>
        <ul class="where">
        {{#notes}}
        <li>{{.}}</li>
        {{/notes}}
        </ul>
        <p class="rest">{{notesRest}}</p>
        </section>
        {{/hasNotes}}
        <footer>Written by hip3-dod. This file needs no network and no script.</footer>
        """
}
