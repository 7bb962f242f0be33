const { chromium } = require(process.env.PW + '/package');
(async () => {
  const [base, out, ...pages] = process.argv.slice(2);
  const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
  const themes = (process.env.THEMES || 'dark,light').split(','), widths = (process.env.WIDTHS || '1440,390').split(',').map(Number);
  for (const theme of themes) for (const w of widths) {
    const c = await b.newContext({ viewport: { width: w, height: 900 } });
    await c.addInitScript(t => localStorage.setItem('theme', t), theme);
    const p = await c.newPage();
    p.on('console', m => { if (m.type() === 'error' || m.type()==='warning') console.log(m.type(), m.text().slice(0, 300)); });
    p.on('requestfailed', r => console.log('failed', r.url()));
    for (const page of pages) {
      const [name, path] = page.split('=');
      await p.goto(base + path); await p.waitForSelector('h1', {timeout: 8000}).catch(() => console.log('no h1 on', path));
      await p.waitForTimeout(Number(process.env.WAIT || 1500));
      const over = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) console.log('overflow', name, w, over);
      await p.screenshot({ path: `${out}/${name}-${theme}-${w}.png`, fullPage: true });
    }
    await c.close();
  }
  await b.close();
})();
