// Draws every picture of the page with mermaid and says, one a line, which it took.
mermaid.initialize({ startOnLoad: false });
const verdicts = [];
let count = 0;
for (const [file, text] of Object.entries(pictures)) {
    try {
        const { svg } = await mermaid.render(`picture${count++}`, text);
        verdicts.push(`${svg.includes("<svg") ? "drawn" : "refused"} ${file}`);
    } catch (error) {
        verdicts.push(`refused ${file} ${String(error).replaceAll("\n", " / ")}`);
    }
}
document.getElementById("verdict").textContent = `\n${verdicts.join("\n")}\n`;
