"""Lists of many shapes, written for these tests, each with the works that a reader counts in it: title and address."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    name: str
    text: str
    works: list[tuple[str, str | None]]


SHAPES = [
    Shape(
        "self-hosted software with demo, source, license and language",
        """\
# Awesome-Selfhosted

[![Awesome](https://cdn.example.org/badge.svg)](https://awesome.re)

Self-hosting is the practice of running [network services](https://en.wikipedia.org/wiki/Network_service) yourself.

## Table of contents

- [Software](#software)
  - [Analytics](#analytics)
- [List of Licenses](#list-of-licenses)

## Software

### Analytics

**[`^        back to top        ^`](#awesome-selfhosted)**

_[Analytics](https://en.wikipedia.org/wiki/Analytics) is the systematic computational analysis of data._

_Related: [Database Management](#database-management)_

- [Aptabase](https://aptabase.example.com/) - Privacy first and simple analytics for apps. ([Source Code](https://github.com/aptabase/aptabase)) `AGPL-3.0` `Docker`
- [AWStats](http://awstats.example.org/) - Generate statistics from web, ftp or mail logs. ([Demo](https://awstats.example.org/demo), [Source Code](https://github.com/eldy/awstats)) `GPL-3.0` `Perl`
- [Countly Community](https://count.ly) `⚠` - Real time mobile and web analytics, crash reports and push. ([Source Code](https://github.com/countly/countly-server), [Clients](https://count.ly/clients)) `AGPL-3.0` `Nodejs/Docker`

## List of Licenses

- `AGPL-3.0` - [GNU Affero General Public License 3.0](https://spdx.org/licenses/AGPL-3.0.html)

## Anti-features

- `⚠` - Depends on a proprietary service outside the user's control

## Contributing

Guidelines are [here](https://github.com/x/y/blob/master/CONTRIBUTING.md).

## License

[CC-BY-SA](https://creativecommons.org/licenses/by-sa/3.0/)
""",
        [
            ("Aptabase", "https://aptabase.example.com/"),
            ("AWStats", "http://awstats.example.org/"),
            ("Countly Community", "https://count.ly"),
        ],
    ),
    Shape(
        "papers with venue, bold title, italic authors and bracketed links",
        """\
# Diffusion papers
## Contents
- [Image](#image)
## Image
**Denoising Diffusion Probabilistic Models** \\
*Jonathan Ho, Ajay Jain, Pieter Abbeel* \\
NeurIPS 2020. [[Paper](https://arxiv.org/abs/2006.11239)] [[Github](https://github.com/hojonathanho/diffusion)] \\
19 Jun 2020

**Score-Based Generative Modeling through Stochastic Differential Equations** \\
*Yang Song, Jascha Sohl-Dickstein* \\
ICLR 2021 (Oral). [[Paper](https://arxiv.org/abs/2011.13456)] [[Github](https://github.com/yang-song/score_sde)] \\
26 Nov 2020

## Text
- **Diffusion-LM Improves Controllable Text Generation.** *Xiang Lisa Li, John Thickstun et al.* NeurIPS 2022. [[paper]](https://arxiv.org/abs/2205.14217) [[code]](https://github.com/XiangLi1999/Diffusion-LM)
""",
        [
            ("Denoising Diffusion Probabilistic Models", "https://arxiv.org/abs/2006.11239"),
            (
                "Score-Based Generative Modeling through Stochastic Differential Equations",
                "https://arxiv.org/abs/2011.13456",
            ),
            ("Diffusion-LM Improves Controllable Text Generation", "https://arxiv.org/abs/2205.14217"),
        ],
    ),
    Shape(
        "tables with title, venue, date and code columns, badges as code links",
        """\
# Survey
## Methods
| Title | Venue | Date | Code | Demo |
|:------|:-----:|:----:|:----:|:----:|
| ![Star](https://img.shields.io/github/stars/a/b.svg?style=social&label=Star) <br> [**Visual Programming: Compositional visual reasoning without training**](https://arxiv.org/abs/2211.11559) <br> | CVPR | 2022-11-18 | [Github](https://github.com/allenai/visprog) | Local Demo |
| [**Language Is Not All You Need**](https://arxiv.org/abs/2302.14045) | arXiv | 2023-02-27 | [![Stars](https://img.shields.io/github/stars/microsoft/unilm)](https://github.com/microsoft/unilm) | - |
| PaLM-E: An Embodied Multimodal Language Model | arXiv | 2023-03-06 | [Paper](https://arxiv.org/abs/2303.03378) | [Demo](https://palm-e.example.org) |
""",
        [
            ("Visual Programming: Compositional visual reasoning without training", "https://arxiv.org/abs/2211.11559"),
            ("Language Is Not All You Need", "https://arxiv.org/abs/2302.14045"),
            ("PaLM-E: An Embodied Multimodal Language Model", "https://arxiv.org/abs/2303.03378"),
        ],
    ),
    Shape(
        "numbered list with authors before the linked title",
        """\
# Reading group
## Papers
1. Sutton and Barto. [Reinforcement Learning: An Introduction](https://incompleteideas.example.net/book.html). MIT Press, 2018.
2. Mnih et al. [Human-level control through deep reinforcement learning](https://www.nature.com/articles/nature14236). Nature, 2015.
3. [2017] [Proximal Policy Optimization Algorithms](https://arxiv.org/abs/1707.06347), Schulman et al.
4) [Mastering the game of Go](https://www.nature.com/articles/nature16961)
""",
        [
            ("Reinforcement Learning: An Introduction", "https://incompleteideas.example.net/book.html"),
            ("Human-level control through deep reinforcement learning", "https://www.nature.com/articles/nature14236"),
            ("Proximal Policy Optimization Algorithms", "https://arxiv.org/abs/1707.06347"),
            ("Mastering the game of Go", "https://www.nature.com/articles/nature16961"),
        ],
    ),
    Shape(
        "plain title, authors, year, then a link to the file",
        """\
# Papers on retrieval
## Dense retrieval
- Dense Passage Retrieval for Open-Domain Question Answering, Vladimir Karpukhin, Barlas Oguz, Sewon Min, 2020. [pdf](https://arxiv.org/pdf/2004.04906.pdf)
- Latent Retrieval for Weakly Supervised Open Domain Question Answering, Kenton Lee, Ming-Wei Chang, 2019. [pdf](https://arxiv.org/pdf/1906.00300.pdf), [code](https://github.com/google-research/orqa)
- "Is this retrieval?" A study. *J. Doe and R. Roe*. In EMNLP 2021. [[link]](https://aclanthology.example.org/2021.emnlp-main.1/)
""",
        [
            ("Dense Passage Retrieval for Open-Domain Question Answering", "https://arxiv.org/pdf/2004.04906.pdf"),
            (
                "Latent Retrieval for Weakly Supervised Open Domain Question Answering",
                "https://arxiv.org/pdf/1906.00300.pdf",
            ),
            ('"Is this retrieval?" A study', "https://aclanthology.example.org/2021.emnlp-main.1/"),
        ],
    ),
    Shape(
        "link on the title, a description after the dash with links in it",
        """\
# Awesome Rust
## Libraries
* [serde](https://github.com/serde-rs/serde) — Serialization framework. Works with [JSON](https://www.json.org/) and [YAML](https://yaml.org/).
* [tokio](https://tokio.rs) ([repo](https://github.com/tokio-rs/tokio)) — Asynchronous runtime by [the Tokio project](https://github.com/tokio-rs).
* [rayon-rs/rayon](https://github.com/rayon-rs/rayon) [[rayon](https://crates.io/crates/rayon)] - Data parallelism [![build badge](https://github.com/rayon-rs/rayon/workflows/CI/badge.svg)](https://github.com/rayon-rs/rayon/actions)
* Have a look at [this week in Rust](https://this-week-in-rust.org) for news.
""",
        [
            ("serde", "https://github.com/serde-rs/serde"),
            ("tokio", "https://tokio.rs"),
            ("rayon-rs/rayon", "https://github.com/rayon-rs/rayon"),
        ],
    ),
    Shape(
        "link on the author",
        """\
# Talks
## Keynotes
- The Future of Programming by [Bret Victor](https://vimeo.com/71278954)
- Inventing on Principle by [Bret Victor](https://vimeo.com/36579366) (2012)
- **Simple Made Easy** - [Rich Hickey](https://www.infoq.com/presentations/Simple-Made-Easy/)
""",
        [
            ("The Future of Programming", "https://vimeo.com/71278954"),
            ("Inventing on Principle", "https://vimeo.com/36579366"),
            ("Simple Made Easy", "https://www.infoq.com/presentations/Simple-Made-Easy/"),
        ],
    ),
    Shape(
        "nested lists whose parents are topics",
        """\
# Machine learning
- Supervised
  - Trees
    - [XGBoost](https://xgboost.example.ai) - boosting
    - [LightGBM](https://lightgbm.example.io)
  - **Linear models**
    - [glmnet](https://glmnet.example.edu/)
- Unsupervised
    - [UMAP](https://umap.example.io) - embedding
        - [paper](https://arxiv.org/abs/1802.03426)
        - Code: https://github.com/lmcinnes/umap
""",
        [
            ("XGBoost", "https://xgboost.example.ai"),
            ("LightGBM", "https://lightgbm.example.io"),
            ("glmnet", "https://glmnet.example.edu/"),
            ("UMAP", "https://umap.example.io"),
        ],
    ),
    Shape(
        "HTML tables and lists",
        """\
<h1 align="center">Awesome things</h1>
<p align="center"><a href="https://example.org"><img src="logo.png" alt="Logo"></a></p>

<h2>Datasets</h2>
<table>
  <tr><th>Name</th><th>Link</th><th>Year</th></tr>
  <tr><td><a href="https://www.image-net.org/">ImageNet</a></td><td><a href="https://image-net.org/download">download</a></td><td>2009</td></tr>
  <tr><td>COCO</td><td><a href="https://cocodataset.org/">link</a></td><td>2014</td></tr>
</table>

<h2>Tools</h2>
<ul>
<li><a href="https://labelme.example.edu">LabelMe</a> &ndash; annotate &amp; share</li>
<li><b><a href="https://cvat.example.ai">CVAT</a></b>: video annotation</li>
</ul>

<h2>Contributors</h2>
<table><tr><td align="center"><a href="https://github.com/alice"><img src="https://avatars.example.com/1" width="100px;" alt="Alice"/><br /><sub><b>Alice</b></sub></a></td></tr></table>
""",
        [
            ("ImageNet", "https://www.image-net.org/"),
            ("COCO", "https://cocodataset.org/"),
            ("LabelMe", "https://labelme.example.edu"),
            ("CVAT", "https://cvat.example.ai"),
        ],
    ),
    Shape(
        "sections folded into details",
        """\
## Models
<details open>
<summary><b>Vision</b></summary>

* [CLIP](https://arxiv.org/abs/2103.00020) (OpenAI, 2021)
* [DINO](https://arxiv.org/abs/2104.14294) (FAIR, 2021)
</details>
<details><summary>Audio</summary><ul><li><a href="https://arxiv.org/abs/2212.04356">Whisper</a></li></ul></details>
""",
        [
            ("CLIP", "https://arxiv.org/abs/2103.00020"),
            ("DINO", "https://arxiv.org/abs/2104.14294"),
            ("Whisper", "https://arxiv.org/abs/2212.04356"),
        ],
    ),
    Shape(
        "reference-style links, autolinks and bare addresses",
        """\
# Links
## Stuff
- [Pandoc][pandoc] - a universal document converter
- [mdBook] - books from Markdown
- <https://commonmark.org/>
- https://spec.commonmark.org/0.31.2/
- GitHub Flavored Markdown Spec: https://github.github.com/gfm/

[pandoc]: https://pandoc.org/ "Pandoc"
[mdBook]: https://rust-lang.github.io/mdBook/
""",
        [
            ("Pandoc", "https://pandoc.org/"),
            ("mdBook", "https://rust-lang.github.io/mdBook/"),
            ("", "https://commonmark.org/"),
            ("", "https://spec.commonmark.org/0.31.2/"),
            ("GitHub Flavored Markdown Spec", "https://github.github.com/gfm/"),
        ],
    ),
    Shape(
        "emoji for bullets, and emoji in items",
        """\
## 🎓 Courses

🔹 [CS50](https://cs50.example.edu) - Introduction to computer science
🔹 [MIT 6.824](https://pdos.example.edu/6.824/) - Distributed systems

## :books: Books
- :star: [SICP](https://sicp.example.edu/) :tv:
- 🔥🔥 **[Crafting Interpreters](https://craftinginterpreters.com/)** 💯
- 📄 [The Little Typer](https://thelittletyper.com/) 2018
""",
        [
            ("CS50", "https://cs50.example.edu"),
            ("MIT 6.824", "https://pdos.example.edu/6.824/"),
            ("SICP", "https://sicp.example.edu/"),
            ("Crafting Interpreters", "https://craftinginterpreters.com/"),
            ("The Little Typer", "https://thelittletyper.com/"),
        ],
    ),
    Shape(
        "items of several lines",
        """\
# Papers
## 2023

- **QLoRA: Efficient Finetuning of Quantized LLMs**
  Tim Dettmers, Artidoro Pagnoni, Ari Holtzman
  NeurIPS 2023. [paper](https://arxiv.org/abs/2305.14314) | [code](https://github.com/artidoro/qlora)

- [LIMA: Less Is More for Alignment](https://arxiv.org/abs/2305.11206)
  - Authors: Chunting Zhou, Pengfei Liu
  - Venue: NeurIPS 2023
  - Code: [none](https://github.com/none)

- (*2023-10*) Zephyr: Direct Distillation of LM Alignment [paper](https://arxiv.org/abs/2310.16944)<br>
  Keywords: `alignment`
""",
        [
            ("QLoRA: Efficient Finetuning of Quantized LLMs", "https://arxiv.org/abs/2305.14314"),
            ("LIMA: Less Is More for Alignment", "https://arxiv.org/abs/2305.11206"),
            ("Zephyr: Direct Distillation of LM Alignment", "https://arxiv.org/abs/2310.16944"),
        ],
    ),
    Shape(
        "two works in one item",
        """\
## Models
- [GPT-2](https://openai.com/research/better-language-models) and [GPT-3](https://arxiv.org/abs/2005.14165)
- [BERT](https://arxiv.org/abs/1810.04805), [RoBERTa](https://arxiv.org/abs/1907.11692), [ALBERT](https://arxiv.org/abs/1909.11942)
- [LLaMA](https://arxiv.org/abs/2302.13971) / [Llama 2](https://arxiv.org/abs/2307.09288)
- [Course (EN)](https://course.example.org/en) | [Course (中文)](https://course.example.org/zh) - one course in two languages
""",
        [
            ("GPT-2", "https://openai.com/research/better-language-models"),
            ("GPT-3", "https://arxiv.org/abs/2005.14165"),
            ("BERT", "https://arxiv.org/abs/1810.04805"),
            ("RoBERTa", "https://arxiv.org/abs/1907.11692"),
            ("ALBERT", "https://arxiv.org/abs/1909.11942"),
            ("LLaMA", "https://arxiv.org/abs/2302.13971"),
            ("Llama 2", "https://arxiv.org/abs/2307.09288"),
            ("Course (EN)", "https://course.example.org/en"),
        ],
    ),
    Shape(
        "headings as entries",
        """\
# My favourite essays

Some words about [me](https://me.example.org) and why I read.

### [Worse Is Better](https://dreamsongs.example.com/WorseIsBetter.html)

Richard Gabriel on the New Jersey style. See also [Lisp](https://lisp-lang.org).

### [Choose Boring Technology](https://mcfunley.com/choose-boring-technology)

Innovation tokens.

### Attention Is All You Need
[[paper]](https://arxiv.org/abs/1706.03762) [[code]](https://github.com/tensorflow/tensor2tensor)
""",
        [
            ("Worse Is Better", "https://dreamsongs.example.com/WorseIsBetter.html"),
            ("Choose Boring Technology", "https://mcfunley.com/choose-boring-technology"),
            ("Attention Is All You Need", "https://arxiv.org/abs/1706.03762"),
        ],
    ),
    Shape(
        "badges of shields.io as the links",
        """\
## Instruction tuning
- Self-Instruct: Aligning Language Models with Self-Generated Instructions [![arXiv](https://img.shields.io/badge/arXiv-2212.10560-b31b1b.svg)](https://arxiv.org/abs/2212.10560) [![GitHub](https://img.shields.io/github/stars/yizhongw/self-instruct)](https://github.com/yizhongw/self-instruct)
- **Alpaca** ![](https://img.shields.io/badge/2023-blue) [![Blog](https://img.shields.io/badge/blog-post-green)](https://crfm.stanford.edu/2023/03/13/alpaca.html)
- [Vicuna](https://lmsys.org/blog/2023-03-30-vicuna/) [![Star](https://img.shields.io/github/stars/lm-sys/FastChat.svg?style=social)](https://github.com/lm-sys/FastChat)
""",
        [
            (
                "Self-Instruct: Aligning Language Models with Self-Generated Instructions",
                "https://arxiv.org/abs/2212.10560",
            ),
            ("Alpaca", "https://crfm.stanford.edu/2023/03/13/alpaca.html"),
            ("Vicuna", "https://lmsys.org/blog/2023-03-30-vicuna/"),
        ],
    ),
    Shape(
        "a list in Chinese",
        """\
# 大模型资料汇总

[English](https://github.com/x/y/blob/main/README_en.md) | 简体中文

## 目录
- [模型](#模型)

## 模型
- [ChatGLM-6B](https://github.com/THUDM/ChatGLM-6B)：开源的、支持中英双语的对话语言模型。
- 【论文】[悟道2.0](https://example.cn/wudao)，智源研究院
- 盘古：[论文](https://arxiv.org/abs/2104.12369)，[代码](https://github.com/huawei-noah/pangu)
- [通义千问]（https://tongyi.example.com/）阿里云

## 贡献
欢迎提交 [PR](https://github.com/x/y/pulls)。
""",
        [
            ("ChatGLM-6B", "https://github.com/THUDM/ChatGLM-6B"),
            ("悟道2.0", "https://example.cn/wudao"),
            ("盘古", "https://arxiv.org/abs/2104.12369"),
            ("通义千问", "https://tongyi.example.com/"),
        ],
    ),
    Shape(
        "date first, venue in brackets, keywords behind",
        """\
## News
- [2024/05/01] 🎉 We have released [v2](https://github.com/me/list/releases/v2) of this list!
- [2024/03/11] Our [survey](https://arxiv.org/abs/2403.00001) is online.

## Agents
- [2023/10] **[AgentTuning: Enabling Generalized Agent Abilities for LLMs](https://arxiv.org/abs/2310.12823)** *Aohan Zeng et al. arXiv.* [[code](https://github.com/THUDM/AgentTuning)]
- [ICLR 2024] [WebArena: A Realistic Web Environment](https://arxiv.org/abs/2307.13854) [[project page](https://webarena.dev/)]
- (ACL'23) Plan-and-Solve Prompting [[pdf](https://arxiv.org/abs/2305.04091)] [[code](https://github.com/AGI-Edgerunners/Plan-and-Solve-Prompting)]
- `2022.10` ReAct: Synergizing Reasoning and Acting [[arXiv:2210.03629]](https://arxiv.org/abs/2210.03629)
""",
        [
            ("AgentTuning: Enabling Generalized Agent Abilities for LLMs", "https://arxiv.org/abs/2310.12823"),
            ("WebArena: A Realistic Web Environment", "https://arxiv.org/abs/2307.13854"),
            ("Plan-and-Solve Prompting", "https://arxiv.org/abs/2305.04091"),
            ("ReAct: Synergizing Reasoning and Acting", "https://arxiv.org/abs/2210.03629"),
        ],
    ),
    Shape(
        "a table of models without a title column, papers linked beside",
        """\
## Open models

| Language Model | Release Date | Checkpoints | Paper/Blog | Params (B) | Licence |
| --- | --- | --- | --- | --- | --- |
| T5 | 2019/10 | [T5 & Flan-T5](https://github.com/google-research/text-to-text-transfer-transformer#released-model-checkpoints) | [Exploring the Limits of Transfer Learning](https://arxiv.org/abs/1910.10683) | 0.06 - 11 | Apache 2.0 |
| RWKV 4 | 2021/08 | [RWKV, ChatRWKV](https://github.com/BlinkDL/RWKV-LM#rwkv-parallelizable-rnn) | [The RWKV Language Model](https://github.com/BlinkDL/RWKV-LM) | 0.1 - 14 | Apache 2.0 |
""",
        [
            ("Exploring the Limits of Transfer Learning", "https://arxiv.org/abs/1910.10683"),
            ("The RWKV Language Model", "https://github.com/BlinkDL/RWKV-LM"),
        ],
    ),
    Shape(
        "quoted titles, and addresses in angle brackets behind them",
        """\
Bibliography of a talk
======================

Further reading
---------------

 1. D. Knuth, "The Art of Computer Programming", Addison-Wesley, 1968. <https://www-cs-faculty.stanford.edu/~knuth/taocp.html>
 2. E. Dijkstra, “Go To Statement Considered Harmful”, CACM, 1968, https://dl.acm.org/doi/10.1145/362929.362947
 3. Lamport, L. (1978). Time, Clocks, and the Ordering of Events in a Distributed System. CACM. https://doi.org/10.1145/359545.359563
""",
        [
            ("The Art of Computer Programming", "https://www-cs-faculty.stanford.edu/~knuth/taocp.html"),
            ("Go To Statement Considered Harmful", "https://dl.acm.org/doi/10.1145/362929.362947"),
            (
                "Time, Clocks, and the Ordering of Events in a Distributed System",
                "https://doi.org/10.1145/359545.359563",
            ),
        ],
    ),
    Shape(
        "prose around and between",
        """\
# The list

[![CI](https://ci.example.org/badge.svg)](https://ci.example.org) [![PRs Welcome](https://img.shields.io/badge/PRs-welcome-green)](http://makeapullrequest.com)

> "A quotation" by [Someone](https://someone.example.org)

Inspired by [awesome](https://github.com/sindresorhus/awesome). Please read the [guidelines](contributing.md) first.

## Editors

An [editor](https://en.wikipedia.org/wiki/Editor) is a program. We list those that we use.

- [Vim](https://www.vim.org) -- the ubiquitous text editor
- [Emacs](https://www.gnu.org/software/emacs/)
- Please also see our [wiki](https://wiki.example.org/editors) for more.

[⬆ back to top](#the-list)

## Star History
[![Star History Chart](https://api.star-history.com/svg?repos=x/y)](https://star-history.com/#x/y)

## Contact
- [Twitter](https://twitter.com/me)
- [Discord](https://discord.gg/abc)

## Citation
If you use it, cite [our paper](https://arxiv.org/abs/2401.00001):
```bibtex
@misc{x, title={X}, url={https://example.org/x}}
```
""",
        [("Vim", "https://www.vim.org"), ("Emacs", "https://www.gnu.org/software/emacs/")],
    ),
    Shape(
        "odds and ends of many lists",
        """\
# Awesome X

## Papers

| # | Paper | Authors | Venue | Links |
|---|---|---|---|---|
| 1 | Generative Agents: Interactive Simulacra | Joon Sung Park et al. | UIST 2023 | [arXiv](https://arxiv.org/abs/2304.03442) / [code](https://github.com/joonspk-research/generative_agents) |
| 2 | *Voyager* | Wang et al. | NeurIPS | [[pdf]](https://arxiv.org/abs/2305.16291) |

### Year 2021

* Learning Transferable Visual Models From Natural Language Supervision, <ins>ICML 2021</ins>, [[Paper]](https://arxiv.org/abs/2103.00020) [[Code]](https://github.com/openai/CLIP)
* (CVPR 2021) **VinVL: Revisiting Visual Representations** | [paper](https://arxiv.org/abs/2101.00529)
* `ALIGN` [Scaling Up Visual and Vision-Language Representation Learning](https://arxiv.org/abs/2102.05918) (Jia et al., 2021)
* Radford, A., et al. "Learning to Generate Reviews." arXiv preprint arXiv:1704.01444 (2017). [link](https://arxiv.org/abs/1704.01444)
* [x] [Swin Transformer](https://arxiv.org/abs/2103.14030) - done
* [ ] [ViT](https://arxiv.org/abs/2010.11929) - to read
* **[ICLR'21]** An Image is Worth 16x16 Words [pdf](https://arxiv.org/abs/2010.11929v2)
* 2021-03, Perceiver: General Perception with Iterative Attention, [Paper](https://arxiv.org/abs/2103.03206)
* **Flamingo**, "Flamingo: a Visual Language Model", NeurIPS 2022 (*DeepMind*). [[Paper](https://arxiv.org/abs/2204.14198)]
* **BLIP**: "Bootstrapping Language-Image Pre-training", arXiv, 2022 (*Salesforce*). [[Paper](https://arxiv.org/abs/2201.12086)][[PyTorch](https://github.com/salesforce/BLIP)]

#### [MAE] Masked Autoencoders Are Scalable Vision Learners
*Kaiming He, Xinlei Chen* - CVPR 2022
[[Paper]](https://arxiv.org/abs/2111.06377) | [[Code]](https://github.com/facebookresearch/mae)

## Videos

- [Neural Networks: Zero to Hero](https://www.youtube.com/playlist?list=PLAqhIrjkxbuWI23v9cThsA9GvCAUhRvKZ) by Andrej Karpathy
- Andrej Karpathy - [Let's build GPT](https://www.youtube.com/watch?v=kCc8FmEb1nY)
- Lecture 1: Introduction [[video]](https://www.youtube.com/watch?v=aaaaaaaaaaa) [[slides]](https://example.edu/l1.pdf)
- Lecture 2: Backprop [[video]](https://www.youtube.com/watch?v=bbbbbbbbbbb) [[slides]](https://example.edu/l2.pdf)

## Tools

Name | Description
--- | ---
[ruff](https://github.com/astral-sh/ruff) | A linter, see [docs](https://docs.astral.sh/ruff)
[black](https://github.com/psf/black) | A formatter

- [**uv**](https://github.com/astral-sh/uv) ![GitHub stars](https://img.shields.io/github/stars/astral-sh/uv?style=social) - Fast.
- [poetry](https://python-poetry.org/) :star: [![PyPI](https://img.shields.io/pypi/v/poetry)](https://pypi.org/project/poetry/)
- <img src="logo.png"> [pdm](https://pdm.fming.dev/latest/)
- <a href="https://hatch.pypa.io"><b>Hatch</b></a>: modern project manager
- [pip][1], the classic
- conda (https://docs.conda.io/) - packages
- https://rye.astral.sh - Rye
- **mamba** <https://mamba.readthedocs.io>

[1]: https://pip.pypa.io

## Datasets
* The Pile
  * [Website](https://pile.eleuther.ai/)
  * [Paper](https://arxiv.org/abs/2101.00027)
* C4
  - https://www.tensorflow.org/datasets/catalog/c4
* [LAION-5B](https://laion.ai/blog/laion-5b/)
  * 5 billion pairs, see the [paper](https://arxiv.org/abs/2210.08402)

## Blogs
* [Lil'Log](https://lilianweng.github.io/) ([RSS](https://lilianweng.github.io/index.xml))
* Jay Alammar: [The Illustrated Transformer](https://jalammar.github.io/illustrated-transformer/), 2018
* Distill: Feature Visualization ([link](https://distill.pub/2017/feature-visualization/))
* 2019 · [The Bitter Lesson](http://www.incompleteideas.net/IncIdeas/BitterLesson.html) · Rich Sutton
* [Blog](https://karpathy.github.io) of Andrej Karpathy

## Related Lists
- [awesome-a](https://github.com/a/awesome-a)
- [awesome-b](https://github.com/b/awesome-b)

## Community
Join our [Discord](https://discord.gg/x) or [Slack](https://join.slack.com/x).
""",
        [
            ("Generative Agents: Interactive Simulacra", "https://arxiv.org/abs/2304.03442"),
            ("Voyager", "https://arxiv.org/abs/2305.16291"),
            (
                "Learning Transferable Visual Models From Natural Language Supervision",
                "https://arxiv.org/abs/2103.00020",
            ),
            ("VinVL: Revisiting Visual Representations", "https://arxiv.org/abs/2101.00529"),
            ("Scaling Up Visual and Vision-Language Representation Learning", "https://arxiv.org/abs/2102.05918"),
            ("Learning to Generate Reviews", "https://arxiv.org/abs/1704.01444"),
            ("Swin Transformer", "https://arxiv.org/abs/2103.14030"),
            ("ViT", "https://arxiv.org/abs/2010.11929"),
            ("An Image is Worth 16x16 Words", "https://arxiv.org/abs/2010.11929v2"),
            ("Perceiver: General Perception with Iterative Attention", "https://arxiv.org/abs/2103.03206"),
            ("Flamingo: a Visual Language Model", "https://arxiv.org/abs/2204.14198"),
            ("Bootstrapping Language-Image Pre-training", "https://arxiv.org/abs/2201.12086"),
            ("Masked Autoencoders Are Scalable Vision Learners", "https://arxiv.org/abs/2111.06377"),
            (
                "Neural Networks: Zero to Hero",
                "https://www.youtube.com/playlist?list=PLAqhIrjkxbuWI23v9cThsA9GvCAUhRvKZ",
            ),
            ("Let's build GPT", "https://www.youtube.com/watch?v=kCc8FmEb1nY"),
            ("Lecture 1: Introduction", "https://www.youtube.com/watch?v=aaaaaaaaaaa"),
            ("Lecture 2: Backprop", "https://www.youtube.com/watch?v=bbbbbbbbbbb"),
            ("ruff", "https://github.com/astral-sh/ruff"),
            ("black", "https://github.com/psf/black"),
            ("uv", "https://github.com/astral-sh/uv"),
            ("poetry", "https://python-poetry.org/"),
            ("pdm", "https://pdm.fming.dev/latest/"),
            ("Hatch", "https://hatch.pypa.io"),
            ("pip", "https://pip.pypa.io"),
            ("conda", "https://docs.conda.io/"),
            ("Rye", "https://rye.astral.sh"),
            ("mamba", "https://mamba.readthedocs.io"),
            ("The Pile", "https://arxiv.org/abs/2101.00027"),
            ("C4", "https://www.tensorflow.org/datasets/catalog/c4"),
            ("LAION-5B", "https://laion.ai/blog/laion-5b/"),
            ("Lil'Log", "https://lilianweng.github.io/"),
            ("The Illustrated Transformer", "https://jalammar.github.io/illustrated-transformer/"),
            ("Distill: Feature Visualization", "https://distill.pub/2017/feature-visualization/"),
            ("The Bitter Lesson", "http://www.incompleteideas.net/IncIdeas/BitterLesson.html"),
            ("Blog of Andrej Karpathy", "https://karpathy.github.io"),
            ("awesome-a", "https://github.com/a/awesome-a"),
            ("awesome-b", "https://github.com/b/awesome-b"),
        ],
    ),
    Shape(
        "weekly tables, numbered papers, pipes and symbols",
        """\
# The Top Papers
## Top (May 1-7) - 2023
| **Paper**  | **Links** |
| ------------- | ------------- |
| 1) **scGPT** - a foundation large language model pretrained on 10 million cells for single-cell biology. | [Paper](https://www.biorxiv.org/content/10.1101/2023.04.30.538439v1), [Tweet](https://twitter.com/dair_ai/status/1655223088152211456?s=20)|
| 2) **GPTutor** - a ChatGPT-powered tool for code explanation provided as a VSCode extension. | [Paper](https://arxiv.org/abs/2305.01863),  [Tweet](https://twitter.com/dair_ai/status/1655223089754517509?s=20)|

## GNN
1. **A Comprehensive Survey on Graph Neural Networks.** arxiv 2019. [paper](https://arxiv.org/pdf/1901.00596.pdf)

    *Zonghan Wu, Shirui Pan, Fengwen Chen*

1. **Graph Attention Networks.** ICLR 2018. [paper](https://mila.quebec/wp-content/uploads/2018/07/d1ac95b60310f43bb5a0b8024522fbe08fb2a482.pdf) [code](https://github.com/PetarV-/GAT)

    *Petar Velickovic, Guillem Cucurull*

## Systems
* 2020 | Fawkes | Shawn Shan | `USENIX` | [Paper](https://arxiv.org/abs/2002.08327)
- (*ICML2019_EfficientNet*) EfficientNet: Rethinking Model Scaling. <br>[[paper](https://arxiv.org/abs/1905.11946)] [[code](https://github.com/tensorflow/tpu)]
- Attention Is All You Need [https://arxiv.org/abs/1706.03762](https://arxiv.org/abs/1706.03762)
- Mask R-CNN[[Paper\\]](https://arxiv.org/abs/1703.06870)[[Code\\]](https://github.com/facebookresearch/Detectron)
1. [Reliable and Scalable Data Ingestion at Airbnb](https://www.slideshare.net/HadoopSummit/reliable-and-scalable-data-ingestion-at-airbnb-63920989) `Airbnb` `2016`
2. [Monitoring Data Quality at Scale](https://www.amazon.science/publications/x) ([Paper](https://assets.amazon.science/x.pdf))`Amazon` `2019`

[Deep Learning](http://www.nature.com/articles/nature14539), LeCun et al, 2015<br>
[Deep Learning in Neural Networks: An Overview](http://arxiv.org/abs/1404.7828), Schmidhuber, 2014

#### [Neural ODEs](https://arxiv.org/abs/1806.07366) (Chen et al., 2018)
Some notes about it.

## Table two
| Year | Title | Paper | Code |
|---|---|---|---|
| 2019 | **XLNet: Generalized Autoregressive Pretraining** <br/> <sub>Zhilin Yang, Zihang Dai</sub> | [:page_facing_up:](https://arxiv.org/abs/1906.08237) | [:octocat:](https://github.com/zihangdai/xlnet) |
| 2020 | ELECTRA | [![](https://img.shields.io/badge/paper-pdf-red)](https://arxiv.org/abs/2003.10555) | |

## 论文
| 标题 | 会议 | 链接 |
|---|---|---|
| 基于注意力的模型 | ACL 2020 | [论文](https://aclanthology.org/2020.acl-main.1/) |
* 《深度学习》 [官网](https://www.deeplearningbook.org/)
* [知乎：如何评价GPT-3？](https://www.zhihu.com/question/1)

## Other
1. Vaswani et al., 2017, "Attention Is All You Need" ([arXiv](https://arxiv.org/abs/1706.03762v7))
2. ["BERT"](https://arxiv.org/abs/1810.04805). Devlin et al. 2018.
3. Brown T., Mann B. Language Models are Few-Shot Learners. 2020. https://arxiv.org/abs/2005.14165
4. *Title in italics only*, [pdf](https://a.example.org/i.pdf)
5. Book: [Dive into Deep Learning](https://d2l.ai/) | [Code](https://github.com/d2l-ai/d2l-en) | [Slack](https://slack.example.org)
6. [Project page](https://x.example.org/) / [Paper](https://arxiv.org/abs/2304.00001) / Segment Anything
7. Segment Anything 2: [Paper](https://arxiv.org/abs/2408.00714), [Demo](https://sam2.metademolab.com)
8. :fire: **New!** [Gemma](https://ai.google.dev/gemma) – open models
""",
        [
            ("scGPT", "https://www.biorxiv.org/content/10.1101/2023.04.30.538439v1"),
            ("GPTutor", "https://arxiv.org/abs/2305.01863"),
            ("A Comprehensive Survey on Graph Neural Networks", "https://arxiv.org/pdf/1901.00596.pdf"),
            (
                "Graph Attention Networks",
                "https://mila.quebec/wp-content/uploads/2018/07/d1ac95b60310f43bb5a0b8024522fbe08fb2a482.pdf",
            ),
            ("Fawkes", "https://arxiv.org/abs/2002.08327"),
            ("EfficientNet: Rethinking Model Scaling", "https://arxiv.org/abs/1905.11946"),
            ("Attention Is All You Need", "https://arxiv.org/abs/1706.03762"),
            ("Mask R-CNN", "https://arxiv.org/abs/1703.06870"),
            (
                "Reliable and Scalable Data Ingestion at Airbnb",
                "https://www.slideshare.net/HadoopSummit/reliable-and-scalable-data-ingestion-at-airbnb-63920989",
            ),
            ("Monitoring Data Quality at Scale", "https://www.amazon.science/publications/x"),
            ("Deep Learning", "http://www.nature.com/articles/nature14539"),
            ("Deep Learning in Neural Networks: An Overview", "http://arxiv.org/abs/1404.7828"),
            ("Neural ODEs", "https://arxiv.org/abs/1806.07366"),
            ("XLNet: Generalized Autoregressive Pretraining", "https://arxiv.org/abs/1906.08237"),
            ("ELECTRA", "https://arxiv.org/abs/2003.10555"),
            ("基于注意力的模型", "https://aclanthology.org/2020.acl-main.1/"),
            ("深度学习", "https://www.deeplearningbook.org/"),
            ("知乎：如何评价GPT-3？", "https://www.zhihu.com/question/1"),
            ("Attention Is All You Need", "https://arxiv.org/abs/1706.03762v7"),
            ("BERT", "https://arxiv.org/abs/1810.04805"),
            ("Language Models are Few-Shot Learners", "https://arxiv.org/abs/2005.14165"),
            ("Title in italics only", "https://a.example.org/i.pdf"),
            ("Dive into Deep Learning", "https://d2l.ai/"),
            ("Segment Anything", "https://arxiv.org/abs/2304.00001"),
            ("Segment Anything 2", "https://arxiv.org/abs/2408.00714"),
            ("Gemma", "https://ai.google.dev/gemma"),
        ],
    ),
]
