import assert from 'node:assert/strict';
import { Attention, POINTER_REST_MS, TOUCH_REST_MS } from '../../client/model/attention.ts';

describe('attention', () => {
  it('U10 the list is held while it is hovered, scrolled, focused by keyboard or touched', () => {
    for (const sign of ['isPointerOver', 'isScrolled', 'isFocused', 'isTouched'] as const) {
      const attention = new Attention();
      assert.equal(attention.isOn(0), false);
      attention[sign] = true;
      assert.equal(attention.isOn(1e9), true, sign);
    }
  });

  it('U10 the list is released a moment after the pointer or the finger has left', () => {
    const attention = new Attention();
    attention.isPointerOver = true;
    attention.pointerLeft(1_000);
    assert.equal(attention.isOn(1_000 + POINTER_REST_MS - 1), true);
    assert.equal(attention.isOn(1_000 + POINTER_REST_MS), false);
    attention.isTouched = true;
    attention.touchEnded(5_000);
    assert.equal(attention.isOn(5_000 + TOUCH_REST_MS - 1), true);
    assert.equal(attention.isOn(5_000 + TOUCH_REST_MS), false);
    attention.pointerLeft(9_000);
    assert.equal(attention.isOn(9_000), false);
  });
});
