import { ConsoleWorld } from './console-world';
import { appealOf, until } from './running-suqiao';

/** The console as people use it: a real browser, the real path behind it. The console must have been built. */
describe('the console', () => {
  let world: ConsoleWorld;
  let suqiao: ConsoleWorld['suqiao'];
  beforeAll(async () => {
    world = await ConsoleWorld.start();
    ({ suqiao } = world);
  });
  afterAll(() => world.stop());

  const signedIn: ConsoleWorld['signedIn'] = (...who) => world.signedIn(...who);
  const openCaseOf: ConsoleWorld['openCase'] = (...which) => world.openCase(...which);
  const dispatched = async (title: string) => (await world.dispatched(title)).id;

  it('shows the supervisor live what a unit does with a case, from dispatch to closure', async () => {
    const supervisor = await signedIn('supervisor-province');
    await supervisor.untilLive();
    const before = await supervisor.figure('open');
    const title = `变更登记被反复退回 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    await until('the board counts the new case by itself', async () => (await supervisor.figure('open')) === before + 1);

    const unit = await signedIn('handler-lixia-market');
    await unit.openCase(title);
    await unit.accept();
    expect(await unit.violations()).toEqual([]);
    await unit.write('answer', '已为企业办结登记');
    await unit.write('close', '企业已确认');
    expect(await unit.timeline()).toEqual(['办结', '答复', '签收', '派单']);

    await until('the board sees the case go', async () => (await supervisor.figure('open')) === before);
    await supervisor.page.getByRole('link', { name: '已办结', exact: true }).click();
    await supervisor.openCase(title);
    await until('the supervisor reads the whole course', async () => (await supervisor.timeline()).length === 4);

    // The same matter once more: its handler finds the answer of before, and begins with it.
    const again = await dispatched(`再次反映 ${title}`);
    await until('insight knows the answer', async () => JSON.stringify((await suqiao.call('GET', `/api/v1/insight/cases/${again}/knowledge`, suqiao.user('handler-lixia-market').token)).body).includes('已为企业办结登记'));
    await openCaseOf(unit, again);
    await unit.accept();
    const knowledge = unit.page.getByRole('region', { name: '相似办结诉求与适用政策' });
    await knowledge.getByRole('button', { name: '查找' }).click();
    await knowledge.getByText('市场主体登记管理条例').waitFor();
    expect(await unit.violations()).toEqual([]);
    await knowledge.getByRole('button', { name: '用作答复草稿' }).first().click();
    await until('the draft is in the form', async () => (await unit.page.getByRole('dialog').getByRole('textbox').first().inputValue()) === '已为企业办结登记');
    expect([...unit.complaints, ...supervisor.complaints]).toEqual([]);
    await unit.close();
    await supervisor.close();
  });

  it('transfers a case to another unit and says why a button does nothing', async () => {
    const title = `转办 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    const unit = await signedIn('handler-lixia-market', { language: 'en' });
    await until('the inbox shows the case', async () => (await unit.rows().filter({ hasText: title }).count()) === 1);
    await unit.openCase(title);
    const answer = await unit.menuCommand('answer');
    expect(await answer.getAttribute('aria-disabled')).toBe('true');
    expect(await unit.page.locator('.menu-reason').first().innerText()).toBe('The case\'s state does not allow it');
    expect(await unit.violations()).toEqual([]);
    await unit.page.keyboard.press('Escape');
    await unit.transfer('Federation', 'For the federation to settle');
    await until('it is another unit\'s turn', async () => !(await unit.isAllowed('accept')));
    await unit.close();
  });

  it('carries a case through joint handling: asked, found in the joint unit\'s list, answered, put together by the lead', async () => {
    const title = `会办 ${String(Date.now())}`;
    const id = await dispatched(title);
    const lead = await signedIn('handler-lixia-market');
    await openCaseOf(lead, id);
    await lead.accept();
    await lead.askJoint(['历下区工商'], '请走访企业，核实情况');
    expect(await lead.violations()).toEqual([]);
    const joint = await signedIn('handler-lixia-federation');
    await joint.page.goto(`${suqiao.baseUrl}/inbox?list=joint`);
    await joint.openCase(title);
    await joint.write('answerJoint', '已走访，情况属实');
    await until('the lead reads the joint answer', async () => (await lead.page.getByRole('region', { name: '会办' }).innerText()).includes('已走访，情况属实'));
    await lead.give('answer', async (form) => {
      await form.getByRole('textbox').fill('经会同核实，已办结登记');
      await form.getByRole('radio', { name: '已解决', exact: true }).check();
      expect(await lead.violations()).toEqual([]);
    });
    expect(await lead.timeline()).toEqual(['答复', '协办答复', '请协办', '签收', '派单']);
    expect([...lead.complaints, ...joint.complaints]).toEqual([]);
    await lead.close();
    await joint.close();
  });

  it('lets the level above decide on a request, which says whose decision it is', async () => {
    const title = `延期 ${String(Date.now())}`;
    const id = await dispatched(title);
    const unit = await signedIn('handler-lixia-market');
    await openCaseOf(unit, id);
    await unit.accept();
    await unit.give('requestExtension', async (form) => {
      await form.getByRole('textbox').first().fill('5');
      await form.getByRole('textbox').last().fill('需要补充审计材料');
    });
    expect(await unit.page.getByRole('region', { name: '等待审批：延期' }).innerText()).toContain('市级督办员');
    expect(await unit.isAllowed('approve')).toBe(false);
    const above = await signedIn('supervisor-jinan');
    await above.page.goto(`${suqiao.baseUrl}/inbox?list=approval`);
    await above.openCase(title);
    await above.commandButton('approve').click();
    await above.page.getByRole('dialog').getByRole('textbox').fill('同意');
    expect(await above.violations()).toEqual([]);
    await above.page.getByRole('dialog').getByRole('button', { name: '确认：批准' }).click();
    await until('the extension stands in the course', async () => (await above.timeline())[0] === '批准延期');
    await until('the unit sees that nothing waits any more', async () => (await unit.page.getByRole('region', { name: '等待审批：延期' }).count()) === 0);
    expect([...unit.complaints, ...above.complaints]).toEqual([]);
    await unit.close();
    await above.close();
  });

  it('sends a case round again when the appellant is dissatisfied, in English', async () => {
    const title = `Redo ${String(Date.now())}`;
    const id = await dispatched(title);
    const unit = await signedIn('handler-lixia-market', { language: 'en' });
    await openCaseOf(unit, id);
    await unit.accept();
    await unit.write('answer', 'Registered at the window');
    const county = await signedIn('supervisor-lixia', { language: 'en' });
    await county.page.goto(`${suqiao.baseUrl}/inbox?list=followUp`);
    await county.openCase(title);
    await county.followUp('dissatisfied', 'notSolved');
    expect(await county.violations()).toEqual([]);
    await until('the case is with the unit again', async () => (await unit.timeline())[0] === 'Dissatisfied: redo');
    expect(await unit.page.locator('.step').first().innerText()).toContain('Satisfaction: Dissatisfied');
    await unit.write('answer', 'The registration is done');
    await county.followUp('satisfied', 'solved');
    expect((await county.page.getByRole('region', { name: 'Result' }).innerText())).toMatch(/Solved[\s\S]*Satisfied[\s\S]*Redos/);
    expect([...unit.complaints, ...county.complaints]).toEqual([]);
    await unit.close();
    await county.close();
  });

  it('issues a supervision order from a case, which the unit receives and answers and the supervisor closes', async () => {
    const title = `督办 ${String(Date.now())}`;
    const id = await dispatched(title);
    const supervisor = await signedIn('supervisor-jinan');
    await openCaseOf(supervisor, id);
    await supervisor.page.getByRole('button', { name: '下达督办单' }).click();
    await supervisor.page.getByRole('dialog').getByRole('textbox', { name: '督办要求' }).fill('请书面反馈办理情况');
    await supervisor.page.getByRole('dialog').getByRole('button', { name: '确认下达' }).click();
    await supervisor.page.getByRole('region', { name: '督办', exact: true }).getByRole('link').first().click();
    await supervisor.page.getByRole('button', { name: '打印' }).waitFor();
    expect(await supervisor.violations()).toEqual([]);
    const unit = await signedIn('handler-lixia-market');
    await unit.openPage('orders');
    await unit.rows().filter({ hasText: title }).getByRole('link').click();
    await unit.page.getByRole('button', { name: '签收', exact: true }).click();
    await unit.page.getByRole('button', { name: '反馈', exact: true }).click();
    await unit.page.getByRole('dialog').getByRole('textbox').fill('已约见企业，三日内办结');
    await unit.page.getByRole('dialog').getByRole('button', { name: '确认反馈' }).click();
    await supervisor.page.getByRole('region', { name: '反馈', exact: true }).getByText('三日内办结').waitFor({ timeout: 60_000 });
    await supervisor.page.getByRole('button', { name: '办结', exact: true }).click();
    await supervisor.page.getByRole('dialog').getByRole('button', { name: '确认办结' }).click();
    await supervisor.page.locator('.ant-message').getByText('已办结', { exact: true }).waitFor();
    const [printed] = await Promise.all([supervisor.context.waitForEvent('page'), supervisor.page.getByRole('button', { name: '打印' }).click()]);
    await printed.getByText('请书面反馈办理情况').first().waitFor();
    expect([...unit.complaints, ...supervisor.complaints]).toEqual([]);
    await unit.close();
    await supervisor.close();
  });

  it('keeps the address over signing in, a session over a token that ran out, and nothing over signing out', async () => {
    const driver = await world.visitor();
    const address = `${suqiao.baseUrl}/board?list=open&division=370100`;
    await driver.page.goto(address);
    await driver.signIn('supervisor-province', suqiao.user('supervisor-province').password);
    expect(driver.page.url()).toBe(address);
    await driver.expireToken();
    await driver.page.reload();
    await driver.untilLoaded();
    await driver.signOut();
    await driver.page.goto(address);
    await driver.page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('loads no page of more than 300 kB, on which nothing jumps', async () => {
    const title = `分量 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    const driver = await signedIn('handler-shandong');
    const sizes: number[] = [];
    const shifts: number[] = [];
    const measure = async (who: typeof driver) => {
      await who.page.reload();
      await who.untilLoaded();
      sizes.push(await who.loadedSizeBytes());
      shifts.push(await who.layoutShift());
    };
    await measure(driver);
    await driver.openCase(title);
    await measure(driver);
    await driver.close();
    const supervisor = await signedIn('supervisor-province');
    await measure(supervisor);
    for (const page of ['orders', 'rates', 'digest', 'handOvers', 'enterprises', 'duplicates', 'records'] as const) {
      await supervisor.openPage(page);
      await measure(supervisor);
    }
    await supervisor.close();
    expect(Math.min(...sizes)).toBeGreaterThan(100_000);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
    console.info(`inbox, case, board, orders, rates, digest, hand-over, enterprises, duplicates, records: ${sizes.map((size) => (size / 1000).toFixed(0)).join(', ')} kB; shifts ${shifts.map((shift) => shift.toFixed(3)).join(', ')}`);
    expect(Math.max(...shifts)).toBeLessThan(0.1);
  });

  it('shows an engineer the documents of its doors, with nothing inline to be refused', async () => {
    const engineer = await world.visitor();
    await engineer.page.goto(`${suqiao.baseUrl}/api/docs`);
    await engineer.page.locator('.opblock').first().waitFor();
    await engineer.page.locator('.opblock-summary-control').first().click();
    await engineer.page.locator('.opblock-body').first().waitFor();
    expect(engineer.complaints).toEqual([]);
    await engineer.close();
  });

  it('can be used by keyboard alone, and changes its language at once', async () => {
    await suqiao.pushed('hotline-12345', appealOf());
    const driver = await signedIn('handler-lixia-market');
    await driver.untilLoaded();
    await driver.page.reload();
    await driver.untilLoaded();
    await driver.page.keyboard.press('Tab');
    expect(await driver.page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
    await driver.page.keyboard.press('Enter');
    for (let stop = 0; stop < 30 && !(await driver.page.evaluate('document.activeElement.classList.contains("row-link")')); stop++) await driver.page.keyboard.press('Tab');
    await driver.page.keyboard.press('Enter');
    await driver.page.getByRole('button', { name: '全部办理' }).press('Enter');
    await driver.page.keyboard.press('ArrowDown');
    expect(await driver.page.evaluate('document.activeElement.textContent')).toBe('签收');
    await driver.page.keyboard.press('Escape');
    expect(await driver.page.evaluate('document.activeElement.textContent')).toBe('全部办理');
    await driver.page.getByRole('button', { name: 'EN' }).press('Enter');
    await driver.page.getByRole('button', { name: 'All commands', exact: true }).waitFor();
    expect(await driver.page.evaluate('document.documentElement.lang')).toBe('en');
    await driver.close();
  });

  it.each([['zh-CN', 'light', 1280], ['zh-CN', 'dark', 390], ['en', 'dark', 1280], ['en', 'light', 390]] as const)('breaks no rule of accessibility: %s, %s, %d px', async (language, colorScheme, widthPx) => {
    const driver = await world.visitor({ language, colorScheme, widthPx });
    const found = [...(await driver.violations())];
    await driver.signIn('admin', suqiao.user('admin').password);
    for (const page of ['board', 'inbox', 'orders', 'rates', 'watch', 'digest', 'handOvers', 'duplicates', 'channels', 'deadLetters'] as const) {
      await driver.openPage(page);
      await driver.untilLoaded();
      found.push(...(await driver.violations()));
    }
    expect(found).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
