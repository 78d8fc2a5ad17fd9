//! Draws the window under test on the CPU: triangles of epaint, one sample a pixel, colours premultiplied.

use egui::{ClippedPrimitive, Color32, ColorImage, ImageData, TextureId, TexturesDelta, epaint::Primitive};
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
};

/// Textures by their number, kept up to date by the harness.
#[derive(Clone, Default)]
pub struct Textures(Arc<Mutex<HashMap<TextureId, ColorImage>>>);

impl egui_kittest::TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.lock().unwrap();
        for (id, change) in delta.set.iter().flat_map(|(id, changes)| changes.iter().map(move |change| (id, change))) {
            let ImageData::Color(image) = &change.image;
            match (change.pos, textures.get_mut(id)) {
                (Some([left, top]), Some(whole)) => {
                    for y in 0..image.size[1] {
                        let row = &image.pixels[y * image.size[0]..(y + 1) * image.size[0]];
                        let at = (top + y) * whole.size[0] + left;
                        whole.pixels[at..at + row.len()].copy_from_slice(row);
                    }
                }
                _ => {
                    textures.insert(*id, image.as_ref().clone());
                }
            }
        }
        delta.clear();
    }
}

/// A picture of `size` pixels over `background`.
pub fn draw(primitives: &[ClippedPrimitive], textures: &Textures, size: [usize; 2], background: Color32) -> ColorImage {
    let textures = textures.0.lock().unwrap();
    let mut picture = ColorImage::filled(size, background);
    for clipped in primitives {
        let Primitive::Mesh(mesh) = &clipped.primitive else { continue };
        let Some(texture) = textures.get(&mesh.texture_id) else { continue };
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|n: usize| mesh.vertices[corners[n] as usize]);
            let area = (b.pos - a.pos).rot90().dot(c.pos - a.pos);
            if area == 0.0 {
                continue;
            }
            let bounds = egui::Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clipped.clip_rect);
            let (left, right) = (bounds.left().floor().max(0.0) as usize, (bounds.right().ceil().max(0.0) as usize).min(size[0]));
            let (top, bottom) = (bounds.top().floor().max(0.0) as usize, (bounds.bottom().ceil().max(0.0) as usize).min(size[1]));
            for y in top..bottom {
                for x in left..right {
                    let p = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
                    if !clipped.clip_rect.contains(p) {
                        continue;
                    }
                    let wb = (p - a.pos).rot90().dot(c.pos - a.pos) / area;
                    let wc = (b.pos - a.pos).rot90().dot(p - a.pos) / area;
                    let wa = 1.0 - wb - wc;
                    if wa < 0.0 || wb < 0.0 || wc < 0.0 {
                        continue;
                    }
                    let u = wa * a.uv.x + wb * b.uv.x + wc * c.uv.x;
                    let v = wa * a.uv.y + wb * b.uv.y + wc * c.uv.y;
                    let texel_x = ((u * texture.size[0] as f32) as usize).min(texture.size[0] - 1);
                    let texel_y = ((v * texture.size[1] as f32) as usize).min(texture.size[1] - 1);
                    let texel = texture.pixels[texel_y * texture.size[0] + texel_x].to_array();
                    let (ca, cb, cc) = (a.color.to_array(), b.color.to_array(), c.color.to_array());
                    let shade =
                        |n: usize| (wa * f32::from(ca[n]) + wb * f32::from(cb[n]) + wc * f32::from(cc[n])) * f32::from(texel[n]) / 255.0;
                    let under = &mut picture.pixels[y * size[0] + x];
                    let keep = 1.0 - shade(3) / 255.0;
                    let [r, g, b, _] = under.to_array();
                    let blend = |n: usize, old: u8| (shade(n) + keep * f32::from(old)).clamp(0.0, 255.0).round() as u8;
                    *under = Color32::from_rgb(blend(0, r), blend(1, g), blend(2, b));
                }
            }
        }
    }
    picture
}

/// Writes a picture as PNG, for people to look at.
pub fn save(picture: &ColorImage, path: &Path) {
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, picture.size[0] as u32, picture.size[1] as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let bytes: Vec<u8> = picture.pixels.iter().flat_map(Color32::to_array).collect();
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}

/// The share of pixels that are clearly others than in a picture that was kept.
pub fn difference(picture: &ColorImage, kept: &Path) -> f64 {
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(kept).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!([info.width as usize, info.height as usize], picture.size);
    let channels = bytes.len() / picture.pixels.len();
    let others = picture.pixels.iter().zip(bytes.chunks_exact(channels)).filter(|(now, then)| {
        let now = now.to_array();
        (0..3).any(|channel| now[channel].abs_diff(then[channel]) > 24)
    });
    others.count() as f64 / picture.pixels.len() as f64
}
