// The layout of every page: the same as benchmarks/hugo/page.html. A function, as nothing else draws as fast here.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

const escape = (text) => text.replace(/[&<>"']/g, (one) => ESCAPES[one]);

const described = (text) => (text ? `\n<meta name="description" content="${escape(text)}">` : "");

const crumbs = (items) =>
	items.length
		? `\n<nav class="crumbs" aria-label="Breadcrumbs"><ol>${items.map((item) => `\n<li>${item}</li>`).join("")}\n</ol></nav>`
		: "";

module.exports = (data) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(data.title)}</title>${described(data.description)}
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/headwater.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="site-header">
<a class="site-title" href="/">${escape(data.site.title)}</a>
<nav aria-label="Overviews"><ul>
${data.site.navigation}</ul></nav>
</header>
<main id="main"${data.class ? ` class="${escape(data.class)}"` : ""}>${crumbs(data.crumbs)}
<article>${data.kind ? `\n<p class="kind">${escape(data.kind)}</p>` : ""}${data.meta ? `\n<p class="meta">${data.meta}</p>` : ""}
${data.content}</article>
</main>
<footer class="site-footer">
<p>Every table on this site is computed from the notes each time it is built.</p>
</footer>
</body>
</html>
`;
