/* The portal's own script: works on the slip of a form, so that nobody with scripts has to do the sum. Reads work without it. */
(function () {
  "use strict";
  var K = [], H0 = [];
  (function () { // the constants of SHA-256: roots of the first primes
    var found = 0, composite = {};
    for (var n = 2; found < 64; n++) {
      if (composite[n]) continue;
      for (var m = n * n; m < 320; m += n) composite[m] = true;
      if (found < 8) H0[found] = (Math.pow(n, 0.5) * 4294967296) | 0;
      K[found++] = (Math.pow(n, 1 / 3) * 4294967296) | 0;
    }
  })();

  function first(text) { // the first 32 bits of the SHA-256 of an ASCII text
    var bytes = [], i, j, h = H0.slice(), w = new Array(64);
    for (i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i) & 255);
    var bits = bytes.length * 8;
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (i = 7; i >= 0; i--) bytes.push(i > 3 ? 0 : (bits >>> (i * 8)) & 255);
    for (i = 0; i < bytes.length; i += 64) {
      for (j = 0; j < 16; j++) w[j] = (bytes[i + 4 * j] << 24) | (bytes[i + 4 * j + 1] << 16) | (bytes[i + 4 * j + 2] << 8) | bytes[i + 4 * j + 3];
      for (j = 16; j < 64; j++) {
        var a = w[j - 15], b = w[j - 2];
        w[j] = (w[j - 16] + w[j - 7] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ (a >>> 3)) + ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ (b >>> 10))) | 0;
      }
      var s = h.slice();
      for (j = 0; j < 64; j++) {
        var e = s[4], x = s[0];
        var t1 = (s[7] + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + ((e & s[5]) ^ (~e & s[6])) + K[j] + w[j]) | 0;
        var t2 = (((x >>> 2 | x << 30) ^ (x >>> 13 | x << 19) ^ (x >>> 22 | x << 10)) + ((x & s[1]) ^ (x & s[2]) ^ (s[1] & s[2]))) | 0;
        s = [(t1 + t2) | 0, s[0], s[1], s[2], (s[3] + t1) | 0, s[4], s[5], s[6]];
      }
      for (j = 0; j < 8; j++) h[j] = (h[j] + s[j]) | 0;
    }
    return h[0];
  }

  function work(place) {
    var slip = place.dataset.slip, shift = 32 - Number(place.dataset.bits), number = 0;
    (function on() {
      for (var end = number + 2000; number < end; number++) {
        if (first(slip + "." + number) >>> shift === 0) {
          place.closest("form").elements._work.value = String(number);
          if (!place.querySelector(".wrong")) place.hidden = true;
          return;
        }
      }
      setTimeout(on, 0);
    })();
  }

  document.querySelectorAll("[data-slip]").forEach(work);
})();
