// A page that only leads to another, as Hugo draws for an alias.

module.exports = ({ target }) => `<!DOCTYPE html>
<html lang="en">
<head>
<title>${target}</title>
<link rel="canonical" href="${target}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${target}">
</head>
</html>
`;
