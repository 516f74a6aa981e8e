"""What makes a film on a PowerPoint slide start by itself; a click goes on to the next slide.

The tree of times is described in ECMA-376, part 1, section 19.5; this one is what PowerPoint itself
writes for a film set to "Start: Automatically".
"""

from typing import Any

from pptx.oxml import parse_xml

_TIMING = """
<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
    <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par>
      <p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>
        <p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond></p:stCondLst><p:childTnLst><p:par>
        <p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>
          <p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
            nodeType="afterEffect"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
            <p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr><p:cTn id="6" dur="{milliseconds}" fill="hold"/>
              <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
          </p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
    </p:childTnLst></p:cTn>
    <p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
    <p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>
  </p:seq>
  <p:video><p:cMediaNode vol="80000"><p:cTn id="7" fill="hold" display="0"><p:stCondLst>
    <p:cond delay="indefinite"/></p:stCondLst></p:cTn>
    <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cMediaNode></p:video>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>
"""


def start_by_itself(slide: Any, shape: int, seconds: float) -> None:
    """Make the film on a slide play as soon as the slide is shown.

    Args:
        slide: a slide of python-pptx.
        shape: the number of the film's shape.
        seconds: how long the film is.
    """
    element = slide.element
    for child in list(element):
        if child.tag.endswith("}timing"):
            element.remove(child)
    timing = parse_xml(_TIMING.format(shape=shape, milliseconds=round(1000 * seconds)))
    later = [child for child in element if child.tag.endswith("}extLst")]
    if later:
        later[0].addprevious(timing)
    else:
        element.append(timing)
