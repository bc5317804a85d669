// Draws every picture of the page with mermaid and says, one a line, which it took. Of the pictures in `texts` it says whether
// they show these texts, blanks aside.
mermaid.initialize({ startOnLoad: false });
const verdicts = [];
let count = 0;
for (const [file, text] of Object.entries(pictures)) {
    try {
        const { svg } = await mermaid.render(`picture${count++}`, text);
        const missing = missingTexts(svg, texts[file] ?? []);
        if (missing.length > 0) {
            verdicts.push(`refused ${file} does not show ${missing.join(" and ")}`);
        } else {
            verdicts.push(`${svg.includes("<svg") ? "drawn" : "refused"} ${file}`);
        }
    } catch (error) {
        verdicts.push(`refused ${file} ${String(error).replaceAll("\n", " / ")}`);
    }
}
document.getElementById("verdict").textContent = `\n${verdicts.join("\n")}\n`;

function missingTexts(svg, wanted) {
    const holder = document.createElement("div");
    holder.innerHTML = svg;
    const shown = withoutBlanks(holder.textContent);
    return wanted.filter((text) => !shown.includes(withoutBlanks(text)));
}

function withoutBlanks(text) {
    return text.replaceAll(/\s/g, "");
}
