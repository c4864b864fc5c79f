// Read before the program, by every browser there has been (so: the language of 2009, and no
// modules). The program itself may be one that this browser cannot read, or one that the network
// cut off: then the shell says so at once, and what was cut off is asked for again.

// biome-ignore-all lint/complexity/useArrowFunction: not in the language of 2009
// biome-ignore-all lint/complexity/useOptionalChain: not in the language of 2009
// biome-ignore-all lint/suspicious/noRedundantUseStrict: what is built is no module

(function () {
  "use strict";

  var page = document.documentElement;
  var tries = 0;

  function say(trouble) {
    if (!page.getAttribute("data-screen")) page.setAttribute("data-trouble", trouble);
  }

  function again(broken) {
    var fresh = document.createElement(broken.tagName);
    var address = broken.src ? "src" : "href";
    fresh.setAttribute("data-shell", "");
    if (address === "href") fresh.rel = "stylesheet";
    fresh.onload = function () {
      page.removeAttribute("data-trouble");
    };
    fresh[address] = broken[address];
    broken.parentNode.replaceChild(fresh, broken);
  }

  window.addEventListener(
    "error",
    function (event) {
      /** @type {any} */
      var broken = event.target;
      if (!broken || broken === window) say("old");
      else if (broken.hasAttribute && broken.hasAttribute("data-shell")) {
        tries += 1;
        say("network");
        setTimeout(
          function () {
            again(broken);
          },
          Math.min(500 * tries, 5000),
        );
      }
    },
    true,
  );
})();
