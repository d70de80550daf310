// Loads what scripts of the site know by files of the site. These are scripts that call `headwater.take`: so they
// can be had where pages are read from a folder, too, without a server.
(() => {
  const asked = new Map();
  window.headwater = {
    // What such a file holds; each is loaded once. Nothing where there is no such file.
    load(name) {
      if (!asked.has(name)) {
        const wanted = {};
        wanted.data = new Promise((take) => {
          wanted.take = take;
          const script = document.createElement("script");
          script.src = `${root}${name}.js`;
          script.onerror = () => take(null);
          document.head.append(script);
        });
        asked.set(name, wanted);
      }
      return asked.get(name).data;
    },
    take(name, data) {
      asked.get(name)?.take(data);
    },
  };
})();
