// Nothing is made but pages, and their Markdown is read as it is, without a template language in between.

module.exports = (config) => {
	config.setTemplateFormats(["md"]);
	config.setDynamicPermalinks(false);
	config.addPassthroughCopy({ "static/assets": "assets" });
	config.addGlobalData("layout", "page.11ty.js");
	return {
		dir: { input: "content", includes: "../layouts", data: "../data" },
		markdownTemplateEngine: false,
		htmlTemplateEngine: false,
	};
};
